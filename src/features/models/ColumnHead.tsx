import { importPart } from '../../core/parts/import-part.ts';
import { hasChance } from '../../store/columns/chance.ts';
import { beforeRepair } from '../../store/columns/is-repaired.ts';
import { isIdle, modelOf } from '../../store/columns/column-model.ts';
import { halfState, type Half } from '../../store/selectors/halves.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { stageSentence } from '../../words/stage-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { BarsBy } from './BarsBy.tsx';
import { columnTitle } from './column-words.ts';
import { Halves } from './Halves.tsx';
import { HeadState } from './HeadState.tsx';
import { Downloads, LoadingLine } from './Loading.tsx';
import styles from './models.module.css';
import { Score } from './Score.tsx';

const ColumnMenu = lazyPart(
  async () => (await importPart(() => import('./ColumnMenu.tsx'))).ColumnMenu,
);

const PriceLine = lazyPart(
  async () => (await importPart(() => import('./PriceLine.tsx'))).PriceLine,
);

interface Props {
  readonly column: Column;
  /** 0 for the first column. */
  readonly index: number;
  /** For a projector: everything larger, and no buttons. */
  readonly large?: boolean;
}

/** A column's head: what its two halves are, and how many pictures it names right. */
export function ColumnHead({ column, index, large = false }: Props) {
  const words = useWords();
  const { t } = words;
  const timed = usePage((all) => all.price.paces.size > 0);
  const model = modelOf(column);
  const title = columnTitle(words, column, model);
  const chance = hasChance(model) || halfState(column, 'text') === 'random';
  return (
    <section
      className={styles.head}
      data-column={column.id}
      data-chance={chance}
      data-large={large}
      aria-label={t('column.region', { name: title, number: index + 1 })}
    >
      <div className={styles.bar}>
        <div className={styles.halves}>
          <Halves image={halfState(column, 'image')} text={halfState(column, 'text')} />
        </div>
        <div className={styles.what}>
          <h2 className={styles.name}>{title}</h2>
          <p className={styles.sub}>
            <Sub column={column} />
          </p>
        </div>
        {!large && <Tools column={column} index={index} />}
        <Score column={column} />
        {column.status.kind === 'loading' && <LoadingLine status={column.status} />}
      </div>
      <div className={styles.details}>
        {column.status.kind === 'loading' && <Downloads column={column} status={column.status} />}
        <HeadState column={column} />
        <BarsBy column={column} />
        {timed && !large && <PriceLine column={column} />}
      </div>
    </section>
  );
}

/** How far a load is, or what the two halves are. */
function Sub({ column }: { readonly column: Column }) {
  const words = useWords();
  if (column.status.kind === 'loading') return stageSentence(words, column.status.progress);
  return isIdle(column) ? words.t('column.idle') : <HalvesInWords column={column} />;
}

function HalvesInWords({ column }: { readonly column: Column }) {
  const { t } = useWords();
  const model = modelOf(column);
  const say = (half: Half) => {
    const state = halfState(column, half);
    return <span data-state={state}>{t(`half.${state}`, { half: t(`half.${half}`) })}</span>;
  };
  return (
    <>
      {say('image')} · {say('text')}
      {hasChance(model) && (
        <span className={styles.seedIs}>
          {' · '}
          {t('half.seed', { seed: String(model?.report.seed ?? column.seed) })}
        </span>
      )}
    </>
  );
}

/** At most two buttons for what one does most, and the rest under one menu. */
function Tools({ column, index }: Omit<Props, 'large'>) {
  const { t } = useWords();
  const rollAgain = usePage((all) => all.rollAgain);
  const openRepair = usePage((all) => all.openRepair);
  const cancelLoad = usePage((all) => all.cancelLoad);
  const load = usePage((all) => all.loadColumn);
  const undoRepair = usePage((all) => all.undoRepair);
  const mended = usePage((all) => beforeRepair(all.past, column) !== null);
  const chance = hasChance(modelOf(column));
  const number = index + 1;
  const { kind } = column.status;
  return (
    <Toolbar label={t('column.tools', { number })} className={styles.tools}>
      {kind === 'loading' && (
        <Button small icon="close" title={t('cancel')} onClick={() => cancelLoad(column.id)}>
          {t('cancel')}
        </Button>
      )}
      {isIdle(column) && (
        <Button small icon="download" title={t('column.load')} onClick={() => void load(column.id)}>
          {t('column.load')}
        </Button>
      )}
      {kind === 'ready' && chance && (
        <>
          <Button small icon="dice" title={t('seed.roll')} onClick={() => rollAgain(column.id)}>
            {t('seed.roll')}
          </Button>
          <Button
            small
            icon="repair"
            title={t('repair.open')}
            onClick={() => void openRepair(column.id)}
          >
            {t('repair.open')}
          </Button>
        </>
      )}
      {kind === 'ready' && mended && (
        <Button small icon="undo" title={t('repair.undo')} onClick={() => undoRepair(column.id)}>
          {t('repair.undo')}
        </Button>
      )}
      <Popover
        small
        look="quiet"
        icon="more"
        iconOnly
        text={t('column.menu', { number })}
        label={t('column.menu', { number })}
      >
        <ColumnMenu column={column} />
      </Popover>
    </Toolbar>
  );
}
