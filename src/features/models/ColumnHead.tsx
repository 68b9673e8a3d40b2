import { importPart } from '../../core/parts/import-part.ts';
import type { EngineErrorData } from '../../engine/contract.ts';
import { isHeld } from '../../store/link/linked-sources.ts';
import { hasChance } from '../../store/columns/chance.ts';
import { sourceName } from '../../store/columns/source-name.ts';
import { columnSummary, type ColumnSummary } from '../../store/selectors/summary.ts';
import { loadErrorOf, modelOf } from '../../store/columns/column-model.ts';
import { MAX_SEED } from '../../store/slices/columns.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { loadWordsOf } from '../../words/tables.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { BarsBy } from './BarsBy.tsx';
import { columnTitle, reportSentence } from './column-words.ts';
import { Loading } from './Loading.tsx';
import styles from './models.module.css';
import { PartStrip } from './PartStrip.tsx';
import { PrecisionLine } from './PrecisionLine.tsx';

const LinkQuestion = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('./LinkQuestion.tsx')),
    loadWordsOf('files'),
  ]);
  return part.LinkQuestion;
});

/** Nobody listens to more labels than these. */
const MOST_NAMED = 12;

/** A column's head: what was loaded, what chance filled in, and what it says over all pictures. */
export function ColumnHead({ column, index }: { readonly column: Column; readonly index: number }) {
  const words = useWords();
  const { t } = words;
  const open = usePage((all) => all.open);
  const fixed = usePage((all) => all.hidden.includes('models'));
  const model = modelOf(column);
  const title = columnTitle(words, column, model);
  return (
    <section
      className={styles.head}
      data-column={column.id}
      aria-label={t('column.region', { name: title, number: index + 1 })}
    >
      <header className={styles.top}>
        <h2 className={styles.name}>
          <span
            className={hasChance(model) ? styles.markChance : styles.markTrained}
            aria-hidden="true"
          />
          {title}
        </h2>
        <p className={styles.file}>
          <bdi>
            {model ? model.report.files.join(', ') || model.model.name : t('column.no-model')}
          </bdi>
        </p>
        <Button
          look="quiet"
          small
          icon="report"
          title={t('column.report')}
          disabled={!model}
          onClick={() => open({ kind: 'report', column: column.id })}
        >
          {t('column.report')}
        </Button>
        {!fixed && (
          <Button
            look="quiet"
            small
            icon="edit"
            title={t('model.change')}
            onClick={() => open({ kind: 'model', column: column.id })}
          >
            {t('model.change')}
          </Button>
        )}
      </header>
      <PartStrip parts={model?.report.parts ?? null} />
      <div className={styles.says}>
        <ColumnState column={column} />
      </div>
      {model ? (
        <PrecisionLine column={column} model={model.model} />
      ) : (
        <p className={styles.precision} />
      )}
      <Summary column={column} />
      <BarsBy column={column} />
      {model && hasChance(model) && <SeedRow column={column} />}
    </section>
  );
}

function ColumnState({ column }: { readonly column: Column }) {
  const words = useWords();
  const { t } = words;
  const loadColumn = usePage((all) => all.loadColumn);
  const openRepair = usePage((all) => all.openRepair);
  const { status, textError, refusal } = column;
  if (isHeld(column.source)) return <LinkQuestion column={column} />;
  if (status.kind === 'loading') return <Loading column={column} status={status} />;
  const error = loadErrorOf(column) ?? textError;
  if (error)
    return (
      <Problem
        column={column}
        error={error}
        refused={refusal ? sourceName(refusal.choice.source) : null}
      />
    );
  if (status.kind !== 'ready')
    return (
      <p>
        {t('column.idle')}{' '}
        <Button small onClick={() => void loadColumn(column.id)}>
          {t('column.load')}
        </Button>
      </p>
    );
  const lender = status.loaded.model.tokenizerLender;
  return (
    <p>
      {reportSentence(words, status.loaded, column.source)}
      {lender !== undefined && <> {t('tokenizer.borrowed', { name: lender })}</>}{' '}
      {hasChance(status.loaded) && (
        <Button small onClick={() => void openRepair(column.id)}>
          {t('repair.open')}
        </Button>
      )}
    </p>
  );
}

interface ProblemProps {
  readonly column: Column;
  readonly error: EngineErrorData;
  /** The model that was to replace the column's, which is as before. */
  readonly refused: string | null;
}

/** Why a column's model could not be loaded or cannot answer, and the ways on. */
function Problem({ column: { id }, error, refused }: ProblemProps) {
  const words = useWords();
  const { t } = words;
  const retry = usePage((all) => all.retryColumn);
  const dismiss = usePage((all) => all.dismissRefusal);
  const open = usePage((all) => all.open);
  const loadIntoMemory = usePage((all) => all.loadIntoMemory);
  return (
    <p className={styles.problem} role="alert">
      {refused !== null && `${t('column.refused', { name: refused })} `}
      {errorSentence(words, error)}{' '}
      <Button small onClick={() => void retry(id)}>
        {t('column.retry')}
      </Button>
      {error.code === 'storage-full' && (
        <>
          {' '}
          <Button small onClick={() => open({ kind: 'storage' })}>
            {t('storage.open')}
          </Button>{' '}
          <Button small onClick={() => void loadIntoMemory(id)}>
            {t('load.into-memory')}
          </Button>
        </>
      )}
      {refused !== null && (
        <>
          {' '}
          <Button small look="quiet" onClick={() => dismiss(id)}>
            {t('close')}
          </Button>
        </>
      )}
    </p>
  );
}

function Summary({ column }: { readonly column: Column }) {
  const { t, percent } = useWords();
  const shown = {
    labels: usePage((all) => all.labels),
    templates: usePage((all) => all.templates),
    vectors: usePage((all) => all.vectors),
    heads: usePage((all) => all.heads),
  };
  const examples = usePage((all) => all.examples);
  const pictures = usePage((all) => all.pictures);
  const covered = usePage((all) => all.guessFirst);
  const columns = usePage((all) => all.columns);
  const summary = columnSummary(
    { ...shown, pictures, columns, examples, scale: null, scoring: 'softmax' },
    column,
  );
  const top = summary.wins[0];
  if (covered || !top) return <p className={styles.summary}>{'\u00a0'}</p>;
  return (
    <p className={styles.summary}>
      <Wins wins={summary.wins} pictures={summary.pictures} />
      {t('summary.wins', { label: top.label.text, count: top.count, all: summary.pictures })}{' '}
      {summary.known > 0 && (
        <span
          title={t('summary.interval', {
            low: percent(summary.interval.low),
            high: percent(summary.interval.high),
          })}
        >
          <strong>{t('summary.right', { right: summary.right, known: summary.known })}</strong>{' '}
          {summary.likeGuessing
            ? t('summary.guessing')
            : t('summary.interval', {
                low: percent(summary.interval.low),
                high: percent(summary.interval.high),
              })}
        </span>
      )}
    </p>
  );
}

interface WinsProps {
  readonly wins: ColumnSummary['wins'];
  readonly pictures: number;
}

/** How the pictures fall to the labels, as one line of pieces: one label that takes all is seen at once. */
function Wins({ wins, pictures }: WinsProps) {
  const { t } = useWords();
  const items = wins.map(({ label, count }) => ({
    id: label.id,
    count,
    text: t('wins.item', { label: label.text, count, all: pictures }),
  }));
  return (
    <span
      className={styles.wins}
      role="img"
      aria-label={`${t('wins.list')}: ${items
        .slice(0, MOST_NAMED)
        .map(({ text }) => text)
        .join('; ')}`}
    >
      {items.map(({ id, count, text }) => (
        <span key={id} className={styles.win} style={{ flexGrow: count }} title={text} />
      ))}
    </span>
  );
}

function SeedRow({ column }: { readonly column: Column }) {
  const { t } = useWords();
  const setSeed = usePage((all) => all.setSeed);
  const rollAgain = usePage((all) => all.rollAgain);
  const trySeeds = usePage((all) => all.trySeeds);
  const trials = usePage((all) => all.trials.get(column.id));
  const rolling = usePage((all) => all.rolling === column.id);
  return (
    <div className={styles.seeds}>
      <label className={styles.seed}>
        {t('seed.label')}
        <input
          key={column.seed}
          type="number"
          min={0}
          max={MAX_SEED}
          defaultValue={column.seed}
          onBlur={(event) => {
            const seed = event.target.valueAsNumber;
            if (Number.isFinite(seed) && seed !== column.seed) setSeed(column.id, seed);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
        />
      </label>
      <Button small icon="dice" onClick={() => rollAgain(column.id)}>
        {t('seed.roll')}
      </Button>
      {trials ? (
        <ul className={styles.trials} aria-label={t('seed.strip')}>
          {trials.map((trial) => (
            <li key={trial.seed}>
              <button
                type="button"
                className={styles.trial}
                aria-pressed={trial.seed === column.seed}
                aria-label={t('seed.trial', {
                  seed: String(trial.seed),
                  label: trial.label,
                  count: trial.wins,
                  all: trial.pictures,
                })}
                onClick={() => setSeed(column.id, trial.seed)}
              >
                <span>{trial.seed}</span> <bdi>{trial.label}</bdi>
              </button>
            </li>
          ))}
          {rolling && <li className={styles.more}>…</li>}
        </ul>
      ) : (
        <Button small look="quiet" onClick={() => void trySeeds(column.id, 12)}>
          {t('seed.try')}
        </Button>
      )}
    </div>
  );
}
