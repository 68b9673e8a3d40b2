import type { ConfusionCell } from '../../../core/evaluation/confusion.ts';
import { Button } from '../../../ui/Button.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import styles from './results.module.css';

interface Props {
  readonly pairs: readonly ConfusionCell[];
  readonly nameOf: (index: number) => string;
  readonly onChoose: (cell: ConfusionCell) => void;
}

/** The pairs of classes that are confused most, each with its pictures. */
export function PairTable({ pairs, nameOf, onChoose }: Props) {
  const { t, number } = useWords();
  if (pairs.length === 0) return null;
  return (
    <table className={styles.table}>
      <caption>{t('evaluated.confused')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('evaluated.true')}</th>
          <th scope="col">{t('evaluated.predicted')}</th>
          <th scope="col" className={styles.figure}>
            {t('evaluated.pictures')}
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <tr key={`${pair.trueClass} ${pair.predicted}`}>
            <td>
              <bdi>{nameOf(pair.trueClass)}</bdi>
            </td>
            <td>
              <bdi>{nameOf(pair.predicted)}</bdi>
            </td>
            <td className={styles.figure}>
              <Button
                small
                icon="picture"
                aria-label={t('evaluated.show-pair', {
                  count: pair.count,
                  from: nameOf(pair.trueClass),
                  to: nameOf(pair.predicted),
                })}
                onClick={() => onChoose(pair)}
              >
                {number(pair.count)}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
