import { hasChance } from '../../store/columns/chance.ts';
import { answerIsDue } from '../../store/lesson/answer-is-due.ts';
import { beforeRepair } from '../../store/columns/is-repaired.ts';
import { isIdle, modelOf } from '../../store/columns/column-model.ts';
import type { ColumnSummary } from '../../store/selectors/summary.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { closePopover } from '../../ui/Popover.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './menu.module.css';
import { SeedRow } from './SeedRow.tsx';
import { useSummary } from './use-summary.ts';

/** Nobody listens to more labels than these. */
const MOST_NAMED = 12;

interface Props {
  readonly column: Column;
}

/** Everything about a column that its head has no room for. */
export function ColumnMenu({ column }: Props) {
  const { t } = useWords();
  const open = usePage((all) => all.open);
  const fixed = usePage((all) => all.hidden.includes('models'));
  const model = modelOf(column);
  return (
    <div className={styles.menu}>
      <Summary column={column} />
      {model && hasChance(model) && <SeedRow column={column} />}
      <div className={styles.items}>
        <LoadItems column={column} />
        {column.status.kind === 'ready' && <RepairItems column={column} />}
        <Button
          look="quiet"
          icon="report"
          disabled={!model}
          onClick={() => open({ kind: 'report', column: column.id })}
        >
          {t('column.report')}
        </Button>
        {!fixed && <ChangeItems column={column} />}
      </div>
    </div>
  );
}

function LoadItems({ column }: Props) {
  const { t } = useWords();
  const cancelLoad = usePage((all) => all.cancelLoad);
  const load = usePage((all) => all.loadColumn);
  return (
    <>
      {column.status.kind === 'loading' && (
        <Button look="quiet" icon="close" onClick={() => cancelLoad(column.id)}>
          {t('cancel')}
        </Button>
      )}
      {isIdle(column) && (
        <Button look="quiet" icon="download" onClick={() => void load(column.id)}>
          {t('column.load')}
        </Button>
      )}
    </>
  );
}

/** What can be done about random numbers, and undone. */
function RepairItems({ column }: Props) {
  const { t } = useWords();
  const rollAgain = usePage((all) => all.rollAgain);
  const openRepair = usePage((all) => all.openRepair);
  const undoRepair = usePage((all) => all.undoRepair);
  const mended = usePage((all) => beforeRepair(all.past, column) !== null);
  return (
    <>
      {hasChance(modelOf(column)) && (
        <>
          <Button look="quiet" icon="dice" onClick={() => rollAgain(column.id)}>
            {t('seed.roll')}
          </Button>
          <Button look="quiet" icon="repair" onClick={() => void openRepair(column.id)}>
            {t('repair.open')}
          </Button>
        </>
      )}
      {mended && (
        <Button look="quiet" icon="undo" onClick={() => undoRepair(column.id)}>
          {t('repair.undo')}
        </Button>
      )}
    </>
  );
}

function ChangeItems({ column }: Props) {
  const { t } = useWords();
  const open = usePage((all) => all.open);
  const only = usePage((all) => all.columns.length === 1);
  const removeColumn = usePage((all) => all.removeColumn);
  return (
    <>
      <Button look="quiet" icon="edit" onClick={() => open({ kind: 'model', column: column.id })}>
        {t('model.change')}
      </Button>
      <Button
        look="quiet"
        icon="trash"
        disabled={only}
        onClick={({ currentTarget }) => {
          closePopover(currentTarget);
          removeColumn(column.id);
        }}
      >
        {t('model.remove')}
      </Button>
    </>
  );
}

function Summary({ column }: Props) {
  const { t, percent } = useWords();
  const due = usePage(answerIsDue);
  const summary = useSummary(column);
  const top = summary.wins[0];
  if (due || !top) return null;
  const { low, high } = summary.interval;
  return (
    <p className={styles.summary}>
      <Wins wins={summary.wins} pictures={summary.pictures} />
      {t('summary.wins', { label: top.label.text, count: top.count, all: summary.pictures })}{' '}
      {summary.known > 0 && (
        <>
          {t('summary.right', { right: summary.right, known: summary.known })}{' '}
          {t('summary.interval', { low: percent(low), high: percent(high) })}{' '}
          {summary.likeGuessing && t('summary.guessing')}
        </>
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
