import { useMemo, useState } from 'react';
import type { LabelSetId } from '../../../core/text/label-sets.ts';
import type { EvaluationSet } from '../../../evaluation/sets/set.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { TextInput } from '../../../ui/TextInput.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import { ReadingChoice } from './ReadingChoice.tsx';
import { SetNotes } from './SetNotes.tsx';
import styles from './setup.module.css';

/** Classes shown before somebody asks for all. */
const FIRST = 50;

interface Props {
  readonly set: EvaluationSet;
  readonly lists: readonly LabelSetId[];
}

/** The classes of the data, with names that can be changed. */
export function ClassList({ set, lists }: Props) {
  const { t } = useWords();
  const close = usePage((all) => all.closeEvaluationData);
  const [all, setAll] = useState(false);
  const shown = all ? set.classes : set.classes.slice(0, FIRST);
  return (
    <section className={styles.part} aria-labelledby="evaluate-classes">
      <header className={styles.head}>
        <h3 id="evaluate-classes">{t('evaluate.classes')}</h3>
        <Button small look="quiet" icon="close" onClick={close}>
          {t('evaluate.close')}
        </Button>
      </header>
      <p role="status">
        {t('evaluate.contents', {
          title: set.title,
          pictures: set.pictures.length,
          classes: set.classes.length,
        })}
      </p>
      <SetNotes set={set} />
      <ReadingChoice reading={set.reading} />
      <p className={styles.note}>{t('evaluate.classes.note')}</p>
      <NameLists lists={lists} />
      <ClassTable set={set} shown={shown} />
      {shown.length < set.classes.length && (
        <Button small onClick={() => setAll(true)}>
          {t('evaluate.classes.all', { count: set.classes.length })}
        </Button>
      )}
      {set.classes.some(({ key }) => /^n\d{8}$/.test(key)) && (
        <p className={styles.note}>{t('evaluate.names.source')}</p>
      )}
    </section>
  );
}

/** Buttons that take the classes' names from well-known lists. */
function NameLists({ lists }: Pick<Props, 'lists'>) {
  const { t } = useWords();
  const nameFrom = usePage((all) => all.nameClassesFrom);
  if (lists.length === 0) return null;
  return (
    <div className={styles.tools}>
      {lists.map((id) => (
        <Button key={id} small onClick={() => void nameFrom(id)}>
          {t('evaluate.names-from', { list: t(`sets.${id}`) })}
        </Button>
      ))}
    </div>
  );
}

interface TableProps extends Pick<Props, 'set'> {
  readonly shown: EvaluationSet['classes'];
}

/** Keys, names and how many pictures of each class there are. */
function ClassTable({ set, shown }: TableProps) {
  const { t } = useWords();
  const counts = useMemo(() => {
    const numbers = new Uint32Array(set.classes.length);
    for (const { trueClass } of set.pictures) numbers[trueClass] = (numbers[trueClass] ?? 0) + 1;
    return numbers;
  }, [set.classes.length, set.pictures]);
  return (
    <section className={styles.classes} tabIndex={0} aria-label={t('evaluate.class.names')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('evaluate.class.key')}</th>
            <th scope="col">{t('evaluate.class.names')}</th>
            <th scope="col" className={styles.number}>
              {t('evaluate.class.pictures')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, names }, index) => (
            <ClassRow
              key={key}
              index={index}
              name={key}
              names={names}
              pictures={counts[index] ?? 0}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly index: number;
  readonly name: string;
  readonly names: readonly string[];
  readonly pictures: number;
}

function ClassRow({ index, name, names, pictures }: RowProps) {
  const { t, number } = useWords();
  const rename = usePage((all) => all.nameClass);
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td>
        <TextInput
          label={t('evaluate.class.names-of', { name })}
          place="unseen"
          dir="auto"
          value={draft ?? names.join(' | ')}
          onChange={setDraft}
          onBlur={() => {
            if (draft !== null) rename(index, draft);
            setDraft(null);
          }}
        />
      </td>
      <td className={styles.number}>{number(pictures)}</td>
    </tr>
  );
}
