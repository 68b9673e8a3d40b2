import { useState } from 'react';
import {
  type ComparedParameter,
  type Comparison,
  LIKENESSES,
  type Likeness,
  type PartLikeness,
} from '../../core/checkpoint/compare-models.ts';
import type { Words } from '../../words/translate.ts';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './compare.module.css';
import rows from './inspect.module.css';
import { RowList } from './RowList.tsx';

const HEADER_KINDS = ['same-shape', 'other-shape', 'only-first', 'only-second'] as const;

interface Props {
  readonly comparison: Comparison;
  /** Names and shapes were compared, values were not. */
  readonly headers?: boolean;
}

/** A comparison: how many parameters of each part are alike, and a list of those that are not. */
export function ComparisonResult({ comparison, headers = false }: Props) {
  const words = useWords();
  const { t } = words;
  const [only, setOnly] = useState<Likeness | 'differing'>('differing');
  const { parts, parameters } = comparison;
  const alike = headers ? 'same-shape' : 'same';
  const same = parameters.filter(({ likeness }) => likeness === alike).length;
  const shown = parameters.filter(({ likeness }) =>
    only === 'differing' ? likeness !== alike : likeness === only,
  );
  const count = parameters.length;
  const kinds = headers ? HEADER_KINDS : LIKENESSES.filter((kind) => isAsked(kind, parts));
  return (
    <>
      <p className={styles.verdict}>{t(verdictKey(same === count, headers), { same, count })}</p>
      <PartTable parts={parts} kinds={kinds} />
      <Select
        label={t('compare.only')}
        value={only}
        options={[
          { value: 'differing', text: t('compare.differing') },
          ...kinds.map((kind) => ({ value: kind, text: t(`like.${kind}`) })),
        ]}
        onChange={setOnly}
      />
      {shown.length === 0 ? (
        <p className={styles.note}>{t('compare.none')}</p>
      ) : (
        <RowList label={t('compare.list')} items={shown} keyOf={({ name }) => name}>
          {(parameter) => (
            <div
              className={rows.parameter}
              data-kind={parameter.likeness === alike ? 'loaded' : 'random'}
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

interface PartTableProps {
  readonly parts: readonly PartLikeness[];
  readonly kinds: readonly Likeness[];
}

/** How many parameters of each part are alike in which way. */
function PartTable({ parts, kinds }: PartTableProps) {
  const { t, number } = useWords();
  return (
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
  );
}

function verdictKey(all: boolean, headers: boolean) {
  if (headers) return all ? 'compare.all-shapes' : 'compare.some-shapes';
  return all ? 'compare.all-same' : 'compare.some';
}

/** Only ready graphs hold what cannot be read: without one, there is no column for it. */
function isAsked(kind: Likeness, parts: readonly PartLikeness[]): boolean {
  if (kind === 'unreadable') return parts.some(({ unreadable }) => unreadable > 0);
  return kind !== 'same-shape';
}

function likenessWords(
  { t }: Words,
  { likeness, loaded, part, shapes }: ComparedParameter,
): string {
  const kind = t(`like.${likeness}`);
  const said = (text: string): string => t('column.said', { name: kind, text });
  const [first, second] = shapes.map((shape) => `[${shape?.join(', ') ?? ''}]`);
  if (likeness === 'other-shape') {
    return said(t('like.shapes', { first: first ?? '', second: second ?? '' }));
  }
  const [one, other] = loaded;
  if (one === null || other === null) return kind;
  if (one && other) return said(t('like.both-file'));
  // Nothing of a missing logit scale is random.
  const scale = part === 'logit-scale' ? 'scale-' : '';
  if (one) return said(t(`like.${scale}file-and-chance`));
  return said(t(other ? `like.${scale}chance-and-file` : `like.${scale}both-chance`));
}
