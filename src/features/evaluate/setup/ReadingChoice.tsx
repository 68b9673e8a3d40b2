import type { LabelSource, SetReading } from '../../../evaluation/sets/set.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { Select } from '../../../ui/Select.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import styles from './setup.module.css';
import { TableChoice } from './TableChoice.tsx';

/** Names by which people know the sets; the Encoding Standard's labels say less. */
const CHARSET_NAMES = {
  cp437: 'CP437',
  gb18030: 'GBK, GB 18030',
  big5: 'Big5',
  shift_jis: 'Shift-JIS',
  'euc-jp': 'EUC-JP',
  'euc-kr': 'EUC-KR',
  'windows-1252': 'Windows-1252',
  'windows-1250': 'Windows-1250',
  'windows-1251': 'Windows-1251',
  ibm866: 'CP866',
} as const;

/** Every split's pictures. No folder is called so. */
const ALL = '/';

/** How the data were read, where they could be read otherwise; nothing where they could not. */
export function ReadingChoice({ reading }: { readonly reading: SetReading }) {
  const { t } = useWords();
  const { charset, sources, splits, table } = reading;
  const several = sources.length > 1;
  if (splits.length === 0 && !charset && !several && !table) return null;
  return (
    <section className={styles.reading} aria-label={t('evaluate.reading')}>
      {splits.length > 0 && <SplitChoice reading={reading} />}
      {charset && <CharsetChoice charset={charset} />}
      {several && <SourceChoice reading={reading} />}
      {table && <TableChoice table={table} />}
    </section>
  );
}

function SplitChoice({ reading: { splits, split } }: { readonly reading: SetReading }) {
  const { t } = useWords();
  const readAs = usePage((all) => all.readDataAs);
  return (
    <div>
      <Select
        label={t('evaluate.split')}
        place="beside"
        value={split ?? ALL}
        options={[
          ...splits.map(({ name, pictures }) => ({
            value: name,
            text: t('evaluate.split.one', { name, pictures }),
          })),
          { value: ALL, text: t('evaluate.split.all') },
        ]}
        onChange={(value) => void readAs({ split: value === ALL ? null : value })}
      />
      <p className={styles.note}>{t('evaluate.split.note')}</p>
    </div>
  );
}

function CharsetChoice({ charset }: { readonly charset: NonNullable<SetReading['charset']> }) {
  const { t } = useWords();
  const readAs = usePage((all) => all.readDataAs);
  return (
    <div>
      <Select
        label={t('evaluate.charset')}
        place="beside"
        value={charset.used}
        options={charset.samples.map((sample) => ({
          value: sample.charset,
          text: `${sample.text} (${CHARSET_NAMES[sample.charset]})`,
        }))}
        onChange={(chosen) => void readAs({ charset: chosen })}
      />
      <p className={styles.note}>{t('evaluate.charset.note')}</p>
    </div>
  );
}

function SourceChoice({ reading: { sources, source } }: { readonly reading: SetReading }) {
  const { t } = useWords();
  const readAs = usePage((all) => all.readDataAs);
  const choose = (value: string): void => {
    const one = sources.find((candidate) => keyOf(candidate) === value);
    if (one) void readAs({ source: one });
  };
  return (
    <Select
      label={t('evaluate.source')}
      place="beside"
      value={keyOf(source)}
      options={sources.map((one) => ({
        value: keyOf(one),
        text: one.kind === 'table' ? one.path : t(`evaluate.source.${one.kind}`),
      }))}
      onChange={choose}
    />
  );
}

function keyOf(source: LabelSource): string {
  return source.kind === 'table' ? `table ${source.path}` : source.kind;
}
