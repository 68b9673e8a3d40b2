import type { TwoSpaces } from '../../core/spaces/two-spaces.ts';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import type { ColumnOnShow } from './SpaceColumn.tsx';
import styles from './spaces.module.css';

interface Props {
  readonly column: ColumnOnShow;
  readonly spaces: TwoSpaces;
  readonly share: number;
}

const COSINES = ['pictures', 'labels', 'matched', 'unmatched'] as const;

/** Gap, mean cosines, and loss and right answers with so much of the gap closed. */
export function SpaceFigures({ column, spaces, share }: Props) {
  const words = useWords();
  const { t, number } = words;
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
        <Cost words={words} spaces={spaces} share={share} />
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

/** What closing costs, beside what it was before. */
function Cost({ words, spaces, share }: { words: Words } & Omit<Props, 'column'>) {
  const { t, number, percent } = words;
  const { closing, known } = spaces;
  const before = closing[0];
  const now = closing.find((step) => step.share >= share - 1e-9);
  if (!before || !now) return null;
  const right = (count: number): string =>
    t('spaces.right-of', { right: count, known, share: percent(count / known, 1) });
  const told = (then: string, after: string): string =>
    share > 0 ? t('spaces.change', { now: after, before: then }) : after;
  return (
    <>
      <tr>
        <th scope="row">{t('spaces.loss')}</th>
        <td>{told(number(before.loss, 2), number(now.loss, 2))}</td>
      </tr>
      <tr>
        <th scope="row">{t('spaces.right')}</th>
        <td>{told(right(before.right), right(now.right))}</td>
      </tr>
    </>
  );
}
