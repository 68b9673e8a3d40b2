import { useState } from 'react';
import {
  type ComparedParameter,
  type Comparison,
  LIKENESSES,
  type Likeness,
} from '../../core/checkpoint/compare-models.ts';
import { liveModel } from '../../store/slices/inspect.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './compare.module.css';
import rows from './inspect.module.css';
import { RowList } from './RowList.tsx';

/** Two columns compared, parameter by parameter. */
export function ComparePanel({ column }: { readonly column: string }) {
  const words = useWords();
  const { t } = words;
  const columns = usePage((all) => all.columns);
  const asked = usePage((all) => all.comparison);
  const compare = usePage((all) => all.compareColumns);
  const [first, setFirst] = useState(column);
  const [second, setSecond] = useState(columns.find(({ id }) => id !== column)?.id ?? column);
  if (columns.length < 2) return <p className={styles.note}>{t('compare.alone')}</p>;
  const models = [first, second].map((id) => liveModel(columns.find((one) => one.id === id)));
  const ready = models.every((model) => model !== null);
  const current = models.every((model, i) => model?.id === asked?.models[i]);
  const answer = ready && current ? asked?.answer : undefined;
  return (
    <div className={styles.compare}>
      <p className={styles.note}>{t('compare.note')}</p>
      <div className={styles.choice}>
        <ColumnField label={t('compare.first')} value={first} onChange={setFirst} />
        <ColumnField label={t('compare.second')} value={second} onChange={setSecond} />
        <Button look="main" disabled={!ready} onClick={() => void compare(first, second)}>
          {t('compare.start')}
        </Button>
      </div>
      <div role="status">
        {!ready && <p className={styles.note}>{t('compare.waiting')}</p>}
        {answer?.kind === 'asking' && (
          <Progress
            label={t('compare.running')}
            value={answer.progress ? answer.progress.done / answer.progress.total : null}
          />
        )}
        {answer?.kind === 'failed' && (
          <p className={styles.problem}>{errorSentence(words, answer.error)}</p>
        )}
      </div>
      {answer?.kind === 'known' && <Result comparison={answer.value} />}
    </div>
  );
}

interface ColumnFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (column: string) => void;
}

function ColumnField({ label, value, onChange }: ColumnFieldProps) {
  const { t } = useWords();
  const columns = usePage((all) => all.columns);
  return (
    <label className={styles.field}>
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {columns.map((column, index) => {
          const kind = liveModel(column)?.report.verdict.kind;
          const name = kind ? t(`verdict.${kind}`) : t('column.unnamed');
          return (
            <option key={column.id} value={column.id}>
              {t('compare.column', { number: index + 1, name })}
            </option>
          );
        })}
      </select>
    </label>
  );
}

function Result({ comparison }: { readonly comparison: Comparison }) {
  const words = useWords();
  const { t, number } = words;
  const [only, setOnly] = useState<Likeness | 'differing'>('differing');
  const { parts, parameters } = comparison;
  const same = parameters.filter(({ likeness }) => likeness === 'same').length;
  const shown = parameters.filter(({ likeness }) =>
    only === 'differing' ? likeness !== 'same' : likeness === only,
  );
  const count = parameters.length;
  // Only ready graphs hold what cannot be read: without one, there is no column for it.
  const kinds = LIKENESSES.filter(
    (kind) => kind !== 'unreadable' || parts.some(({ unreadable }) => unreadable > 0),
  );
  return (
    <>
      <p className={styles.verdict}>
        {t(same === count ? 'compare.all-same' : 'compare.some', { same, count })}
      </p>
      <div className={styles.wide}>
        <table className={styles.table} aria-label={t('compare.table')}>
          <thead>
            <tr>
              <th scope="col">{t('look.part')}</th>
              {kinds.map((kind) => (
                <th key={kind} scope="col">
                  {t(`like.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={part.part}>
                <th scope="row">{t(`part.${part.part}`)}</th>
                {kinds.map((kind) => (
                  <td key={kind} data-likeness={kind} data-none={part[kind] === 0}>
                    {number(part[kind])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <label className={styles.field}>
        {t('compare.only')}
        <select
          value={only}
          onChange={(event) => setOnly(event.target.value as Likeness | 'differing')}
        >
          <option value="differing">{t('compare.differing')}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`like.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      {shown.length === 0 ? (
        <p className={styles.note}>{t('compare.none')}</p>
      ) : (
        <RowList label={t('compare.list')} items={shown} keyOf={({ name }) => name}>
          {(parameter) => (
            <div
              className={rows.parameter}
              data-kind={parameter.likeness === 'same' ? 'loaded' : 'random'}
            >
              <code>{parameter.name}</code>
              <span>{likenessWords(words, parameter)}</span>
            </div>
          )}
        </RowList>
      )}
    </>
  );
}

function likenessWords({ t }: Words, { likeness, loaded, shapes }: ComparedParameter): string {
  const kind = t(`like.${likeness}`);
  const [first, second] = shapes.map((shape) => `[${shape?.join(', ') ?? ''}]`);
  if (likeness === 'other-shape') {
    return `${kind}: ${t('like.shapes', { first: first ?? '', second: second ?? '' })}`;
  }
  const [one, other] = loaded;
  if (one === null || other === null) return kind;
  if (one && other) return `${kind}: ${t('like.both-file')}`;
  if (one) return `${kind}: ${t('like.file-and-chance')}`;
  return `${kind}: ${t(other ? 'like.chance-and-file' : 'like.both-chance')}`;
}
