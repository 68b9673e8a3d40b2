import type { TwoSpaces } from '../../core/spaces/two-spaces.ts';
import { useWords } from '../../words/WordsContext.tsx';
import type { ColumnOnShow } from './points.ts';
import styles from './spaces.module.css';

interface Props {
  readonly column: ColumnOnShow;
  readonly spaces: TwoSpaces;
  readonly share: number;
}

const COSINES = ['pictures', 'labels', 'matched', 'unmatched'] as const;

/** The gap and mean cosines. */
export function SpaceFigures({ column, spaces }: Omit<Props, 'share'>) {
  const { t, number } = useWords();
  const { cosines, gap } = spaces;
  return (
    <table
      className={styles.figures}
      aria-label={t('spaces.figures', { number: column.index + 1 })}
    >
      <tbody>
        <tr>
          <th scope="row">{t('spaces.gap')}</th>
          <td>{number(gap, 3)}</td>
        </tr>
        <tr className={styles.heading}>
          <th scope="rowgroup" colSpan={2}>
            {t('spaces.mean-cosine')}
          </th>
        </tr>
        {COSINES.map((name) => (
          <tr key={name}>
            <th scope="row">{t(`spaces.${name}`)}</th>
            <td>{number(cosines[name] ?? Number.NaN, 3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Loss and right answers with so much of the gap closed, beside what they were. */
export function ClosingCost({ spaces, share }: Omit<Props, 'column'>) {
  const { t, number, percent } = useWords();
  const { closing, known } = spaces;
  const before = closing[0];
  const now = closing.find((step) => step.share >= share - 1e-9);
  if (!before || !now) return null;
  const right = (count: number): string =>
    t('spaces.right-of', { right: count, known, share: percent(count / known, 1) });
  const told = (then: string, after: string): string =>
    share > 0 ? t('spaces.change', { now: after, before: then }) : after;
  return (
    <p className={styles.cost}>
      {t('spaces.cost', {
        loss: told(number(before.loss, 3), number(now.loss, 3)),
        right: told(right(before.right), right(now.right)),
      })}
    </p>
  );
}
