import { trialsOf } from '../../store/selectors/trials.ts';
import { MAX_SEED } from '../../store/columns/column.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { NumberInput } from '../../ui/NumberInput.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './menu.module.css';

const SEEDS = 12;

/** The number that all random numbers hang on, and what other ones would give. */
export function SeedRow({ column }: { readonly column: Column }) {
  const { t } = useWords();
  const setSeed = usePage((all) => all.setSeed);
  const trySeeds = usePage((all) => all.trySeeds);
  const stopSeeds = usePage((all) => all.stopSeeds);
  const trials = usePage((all) => trialsOf(all, column.id));
  const rolling = usePage((all) => all.rolling === column.id);
  return (
    <div className={styles.seeds}>
      <NumberInput
        label={t('seed.label')}
        place="beside"
        min={0}
        max={MAX_SEED}
        value={column.seed}
        told="left"
        onChange={(seed) => setSeed(column.id, seed)}
      />
      {trials && (
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
                  right: trial.right,
                  known: trial.known,
                })}
                onClick={() => setSeed(column.id, trial.seed)}
              >
                <span>{trial.seed}</span> <bdi>{trial.label}</bdi>
                {trial.known > 0 && (
                  <span>{t('seed.right', { right: trial.right, known: trial.known })}</span>
                )}
              </button>
            </li>
          ))}
          {rolling && <li className={styles.more}>…</li>}
        </ul>
      )}
      {rolling && (
        <Button small look="quiet" onClick={stopSeeds}>
          {t('seed.stop')}
        </Button>
      )}
      {!rolling && (trials?.length ?? 0) < SEEDS && (
        <Button small look="quiet" onClick={() => void trySeeds(column.id, SEEDS)}>
          {t('seed.try')}
        </Button>
      )}
    </div>
  );
}
