import { useMemo } from 'react';
import { indistinctClasses } from '../../../core/evaluation/class-prompts.ts';
import type { EvaluationSet, LeftOut, LeftOutReason } from '../../../evaluation/sets/set.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import styles from './setup.module.css';

/** Names of a sentence that are shown. */
const SHOWN = 6;

/** What was to be expected of such files: counted in one line, named when asked. */
const EXPECTED = ['other-split', 'replaced', 'archive', 'not-picture', 'system'] as const;

type Expected = LeftOut & { readonly reason: (typeof EXPECTED)[number] };

/** What of the data takes no part, and what no score can tell apart. */
export function SetNotes({ set }: { readonly set: EvaluationSet }) {
  const { t } = useWords();
  const alike = useMemo(
    () =>
      indistinctClasses(set.classes)
        .flat()
        .map((index) => set.classes[index]?.names[0] ?? ''),
    [set.classes],
  );
  const passed = set.leftOut.filter((one): one is Expected => isExpected(one.reason));
  const count = passed.reduce((sum, one) => sum + one.count, 0);
  if (alike.length === 0 && set.leftOut.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {alike.length > 0 && (
        <li>{t('evaluate.indistinct', { names: listed(alike.slice(0, SHOWN), alike.length) })}</li>
      )}
      {set.leftOut
        .filter(({ reason }) => !isExpected(reason))
        .map((one) => (
          <Sentence key={one.reason} one={one} />
        ))}
      {count > 0 && (
        <li>
          <details className={styles.passed}>
            <summary>
              {t('evaluate.passed-over', {
                count,
                reasons: passed
                  .map((one) => t(`evaluate.why.${one.reason}`, { count: one.count }))
                  .join(', '),
              })}
            </summary>
            <ul className={styles.notes}>
              {passed.map((one) => (
                <Sentence key={one.reason} one={one} />
              ))}
            </ul>
          </details>
        </li>
      )}
    </ul>
  );
}

function Sentence({ one: { reason, count, examples } }: { readonly one: LeftOut }) {
  const { t } = useWords();
  return <li>{t(`evaluate.left.${reason}`, { count, names: listed(examples, count) })}</li>;
}

function isExpected(reason: LeftOutReason): boolean {
  return EXPECTED.some((one) => one === reason);
}

/** Names with an ellipsis where there are more. */
export function listed(names: readonly string[], count: number): string {
  return names.length < count ? `${names.join(', ')}, …` : names.join(', ');
}
