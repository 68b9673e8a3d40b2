import { saveFile } from '../../browser/save-file.ts';
import { HEAD_KINDS, type HeadKind } from '../../core/heads/head-kinds.ts';
import { headAsNpy, headAsSafetensors } from '../../core/heads/save-head.ts';
import { columnSummary } from '../../store/selectors/summary.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { TaughtHead, Teaching } from '../../store/teaching/taught-head.ts';
import type { Column } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './teach.module.css';

type Way = HeadKind | 'words';
const WAYS = ['words', 'pictures', 'both'] as const;
const PUBLISHED = HEAD_KINDS.filter((kind) => kind !== 'pictures' && kind !== 'both');

interface Props {
  readonly column: Column;
  readonly number: number;
}

/** What one column's bars come from, and what it has learned. */
export function ColumnChoice({ column, number }: Props) {
  const { t } = useWords();
  const showBarsBy = usePage((all) => all.showBarsBy);
  const teaching = usePage((all) => all.heads.get(column.id));
  const way: Way = column.barsBy ?? 'words';
  const choose = (next: Way): void => showBarsBy(column.id, next === 'words' ? null : next);
  return (
    <section className={styles.column} data-column={column.id}>
      <Segmented
        label={t('teach.by-column', { number })}
        value={way}
        options={WAYS.map((value) => ({ value, text: t(`teach.by.${value}`) }))}
        onChange={choose}
      />
      <Select
        label={t('teach.published')}
        value={PUBLISHED.find((kind) => kind === way) ?? ''}
        options={[
          { value: '', text: t('teach.published.none') },
          ...PUBLISHED.map((kind) => ({ value: kind, text: t(`teach.by.${kind}`) })),
        ]}
        onChange={(kind) => choose(kind || 'words')}
      />
      <p className={styles.note}>{t(`teach.about.${way}`)}</p>
      {way !== 'words' && <State teaching={teaching} />}
      {way === 'both' && teaching?.kind === 'taught' && (
        <Trust column={column} measured={teaching.taught.trust} />
      )}
      <Others column={column} />
      {teaching?.kind === 'taught' && <Save taught={teaching.taught} number={number} />}
    </section>
  );
}

function State({ teaching }: { readonly teaching: Teaching | undefined }) {
  const words = useWords();
  const { t, number } = words;
  if (!teaching) return <p>{t('teach.state.loading')}</p>;
  if (teaching.kind === 'failed') return <p role="alert">{errorSentence(words, teaching.error)}</p>;
  if (teaching.kind === 'lacking') return <p>{t(`teach.state.${teaching.why}`)}</p>;
  const { examples, labels } = teaching.taught;
  return <p>{t('teach.state.taught', { count: examples, labels: number(labels.length) })}</p>;
}

interface TrustProps {
  readonly column: Column;
  readonly measured: number | null;
}

function Trust({ column, measured }: TrustProps) {
  const { t, number } = useWords();
  const trustWords = usePage((all) => all.trustWords);
  const value = column.trust ?? measured ?? 0;
  return (
    <div>
      <Slider
        label={t('teach.trust')}
        value={value}
        shown={number(value, 2)}
        max={1}
        onChange={(trust) => trustWords(column.id, trust)}
      />
      <p className={styles.note}>
        {t('teach.trust.measured', { value: number(measured ?? Number.NaN, 2) })}{' '}
        {t('teach.trust.what')}{' '}
        {column.trust !== undefined && (
          <Button small look="quiet" onClick={() => trustWords(column.id, null)}>
            {t('teach.trust.reset')}
          </Button>
        )}
      </p>
    </div>
  );
}

/** How many of the pictures that it did not learn from a column names right. */
function Others({ column }: { readonly column: Column }) {
  const { t, number } = useWords();
  const summary = usePage((all) => {
    const { known, right } = columnSummary(all, column);
    const named = all.pictures.some((picture) => picture.known.length > 0);
    return `${known} ${right} ${named ? 1 : 0}`;
  });
  const teaching = usePage((all) => all.heads.get(column.id)?.kind);
  const [known = 0, right = 0, named = 0] = summary.split(' ').map(Number);
  if (known > 0) return <p>{t('teach.others', { right: number(right), known: number(known) })}</p>;
  return teaching === 'taught' && named > 0 ? (
    <p className={styles.note}>{t('teach.others.none')}</p>
  ) : null;
}

interface SaveProps {
  readonly taught: TaughtHead;
  readonly number: number;
}

function Save({ taught, number }: SaveProps) {
  const { t } = useWords();
  const saved = {
    head: taught.head,
    names: taught.labels.map(({ text }) => text),
    about: {
      kind: taught.kind,
      image_tower: taught.image,
      examples: String(taught.examples),
      ...(taught.trust !== null && { trust_in_words: String(taught.trust) }),
    },
  };
  const name = `class-vectors-${number}`;
  return (
    <p className={styles.save}>
      <span>{t('teach.save')}</span>
      <Button
        small
        icon="download"
        onClick={() => saveFile(`${name}.safetensors`, new Blob(headAsSafetensors(saved)))}
      >
        {t('teach.save.safetensors')}
      </Button>
      <Button
        small
        icon="download"
        onClick={() => saveFile(`${name}.zip`, new Blob(headAsNpy(saved)))}
      >
        {t('teach.save.npy')}
      </Button>
    </p>
  );
}
