import type { LabelSource, SetReading } from '../../../evaluation/set.ts';
import { usePage } from '../../../store/StoreContext.tsx';
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
      <label className={styles.choice}>
        {t('evaluate.split')}
        <select
          value={split ?? ALL}
          onChange={({ target: { value } }) => void readAs({ split: value === ALL ? null : value })}
        >
          {splits.map(({ name, pictures }) => (
            <option key={name} value={name}>
              {t('evaluate.split.one', { name, pictures })}
            </option>
          ))}
          <option value={ALL}>{t('evaluate.split.all')}</option>
        </select>
      </label>
      <p className={styles.note}>{t('evaluate.split.note')}</p>
    </div>
  );
}

function CharsetChoice({ charset }: { readonly charset: NonNullable<SetReading['charset']> }) {
  const { t } = useWords();
  const readAs = usePage((all) => all.readDataAs);
  const choose = (value: string): void => {
    const one = charset.samples.find((sample) => sample.charset === value);
    if (one) void readAs({ charset: one.charset });
  };
  return (
    <div>
      <label className={styles.choice}>
        {t('evaluate.charset')}
        <select value={charset.used} onChange={({ target: { value } }) => choose(value)}>
          {charset.samples.map((sample) => (
            <option key={sample.charset} value={sample.charset}>
              {`${sample.text} (${CHARSET_NAMES[sample.charset]})`}
            </option>
          ))}
        </select>
      </label>
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
    <label className={styles.choice}>
      {t('evaluate.source')}
      <select value={keyOf(source)} onChange={({ target: { value } }) => choose(value)}>
        {sources.map((one) => (
          <option key={keyOf(one)} value={keyOf(one)}>
            {one.kind === 'table' ? one.path : t(`evaluate.source.${one.kind}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function keyOf(source: LabelSource): string {
  return source.kind === 'table' ? `table ${source.path}` : source.kind;
}
