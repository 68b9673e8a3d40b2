import { writeRunFile } from '../../../core/evaluation/run-file.ts';
import type { TallyDocument } from '../../../core/evaluation/tally-document.ts';
import { writeTally } from '../../../core/evaluation/write-tally.ts';
import { vectorsAsNpy, vectorsAsSafetensors } from '../../../core/evaluation/write-vectors.ts';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { outsideCommands, outsideKit } from '../../../export/outside-kit.ts';
import { picturesAsCsv } from '../../../export/pictures-csv.ts';
import { vectorsToWrite } from '../../../export/run-vectors.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { pageAddress } from '../../../ui/page-address.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import { AboutRun } from './AboutRun.tsx';
import { type ColumnView, columnTitle } from './column-view.ts';
import styles from './results.module.css';

interface Props {
  readonly run: ShownRun;
  readonly views: readonly ColumnView[];
}

/** The run as files: to keep, to read back, and to go on elsewhere. */
export function FilesTab({ run, views }: Props) {
  const words = useWords();
  const { t } = words;
  const withVectors = views.filter(({ index }) => run.vectors[index]);
  return (
    <>
      {run.tallies ? <TallyFiles tallies={run.tallies} /> : <RunFiles run={run} />}
      {withVectors.length > 0 && (
        <section className={styles.block}>
          <h3 className={styles.heading}>{t('evaluated.vectors-out')}</h3>
          {withVectors.map((view) => (
            <VectorButtons key={view.index} run={run} view={view} />
          ))}
          <p className={styles.note}>{t('evaluated.vectors-out-note')}</p>
        </section>
      )}
      {run.set && <Kit run={run} />}
      <AboutRun run={run} titles={views.map((view) => columnTitle(words, view))} />
    </>
  );
}

/** The run itself, and its outcomes as a table. */
function RunFiles({ run }: Pick<Props, 'run'>) {
  const { t } = useWords();
  const save = usePage((all) => all.saveMade);
  const json = () => new Blob([writeRunFile(run.document)], { type: 'application/json' });
  const csv = () => new Blob([picturesAsCsv(run.document)], { type: 'text/csv' });
  return (
    <section className={styles.block}>
      <h3 className={styles.heading}>{t('evaluated.keep')}</h3>
      <div className={styles.tools}>
        <Button icon="download" onClick={() => void save('evaluation.json', json)}>
          {t('evaluated.save-json')}
        </Button>
        <Button icon="download" onClick={() => void save('evaluation.csv', csv)}>
          {t('evaluated.save-csv')}
        </Button>
      </div>
      <p className={styles.note}>{t('evaluated.keep-note')}</p>
    </section>
  );
}

/** The counts of each column, and why there is no table of pictures. */
function TallyFiles({ tallies }: { readonly tallies: readonly TallyDocument[] }) {
  const { t } = useWords();
  const save = usePage((all) => all.saveMade);
  return (
    <section className={styles.block}>
      <h3 className={styles.heading}>{t('evaluated.keep')}</h3>
      <div className={styles.tools}>
        {tallies.map((tally, index) => (
          <Button
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            icon="download"
            onClick={() =>
              void save(`tally-column-${index + 1}.json`, () => new Blob([writeTally(tally)]))
            }
          >
            {t('evaluated.save-tally', { number: index + 1 })}
          </Button>
        ))}
      </div>
      <p className={styles.note}>{t('evaluated.without.files')}</p>
    </section>
  );
}

/** What repeats the run in Python. */
function Kit({ run }: Pick<Props, 'run'>) {
  const { t } = useWords();
  const save = usePage((all) => all.saveMade);
  const zip = () => new Blob(outsideKit(run, pageAddress), { type: 'application/zip' });
  return (
    <section className={styles.block}>
      <h3 className={styles.heading}>{t('evaluated.outside')}</h3>
      <p className={styles.note}>{t('evaluated.outside-note')}</p>
      <div className={styles.tools}>
        <Button icon="download" onClick={() => void save('evaluation-outside.zip', zip)}>
          {t('evaluated.save-kit')}
        </Button>
      </div>
      <pre
        className={styles.commands}
        role="region"
        aria-label={t('evaluated.commands')}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {outsideCommands(run)}
      </pre>
    </section>
  );
}

function VectorButtons({ run, view }: { readonly run: ShownRun; readonly view: ColumnView }) {
  const words = useWords();
  const { t } = words;
  const save = usePage((all) => all.saveMade);
  const title = columnTitle(words, view);
  const name = `vectors-column-${view.index + 1}`;
  const button = (
    type: 'safetensors' | 'npy',
    file: string,
    write: typeof vectorsAsSafetensors,
  ) => (
    <Button
      icon="download"
      aria-label={t('evaluated.save-vectors', { title, type })}
      onClick={() => void save(file, () => new Blob(write(vectorsToWrite(run, view.index))))}
    >
      {type === 'npy' ? t('evaluated.npy') : 'safetensors'}
    </Button>
  );
  return (
    <div className={styles.tools}>
      <span className={styles.label}>{title}</span>
      {button('safetensors', `${name}.safetensors`, vectorsAsSafetensors)}
      {button('npy', `${name}.zip`, vectorsAsNpy)}
    </div>
  );
}
