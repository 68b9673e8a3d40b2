import type { Tally } from '../../engine/training-progress.ts';
import type { Bench } from '../../store/repair/bench.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './bench.module.css';

const share = ({ right, of }: Tally): number => right / Math.max(1, of);

/** Share of the test pictures that is right, over the steps, between chance and the complete column. */
export function TestCurve({ bench: { looks, recipe, complete, data } }: { readonly bench: Bench }) {
  const { t, percent } = useWords();
  const seen = looks.flatMap(({ step, tests }) => (tests ? [{ step, value: share(tests) }] : []));
  const last = seen.at(-1);
  if (!data || !last || seen.length < 2) return null;
  const chance = 1 / (data.names.length - data.heldOut.length);
  const whole = complete?.tests && share(complete.tests);
  const at = (value: number): number => 39 - value * 38;
  const words = {
    first: percent(seen[0]?.value ?? 0, 1),
    last: percent(last.value, 1),
    chance: percent(chance, 1),
    complete: whole === undefined ? '–' : percent(whole, 1),
  };
  return (
    <figure className={styles.tests}>
      <figcaption>{t('training.tests.curve', words)}</figcaption>
      <svg className={styles.curve} viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden>
        {[chance, whole].map(
          (value, place) =>
            value !== undefined && (
              <line
                key={place === 0 ? 'chance' : 'complete'}
                x1="0"
                x2="100"
                y1={at(value)}
                y2={at(value)}
              />
            ),
        )}
        <polyline
          points={seen
            .map(({ step, value }) => `${(step / recipe.steps) * 100},${at(value)}`)
            .join(' ')}
        />
      </svg>
    </figure>
  );
}
