import { useMemo, useState } from 'react';
import {
  confusionBlocks,
  type Place,
  placesOfCell,
  zoomedAt,
} from '../../../core/evaluation/confusion-blocks.ts';
import {
  type Confusion,
  type ConfusionCell,
  orderByError,
} from '../../../core/evaluation/confusion.ts';
import { picturesBetween } from '../../../core/evaluation/outcome-counts.ts';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { Button } from '../../../ui/Button.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import { ConfusionPlot } from './charts/ConfusionPlot.tsx';
import type { ColumnView } from './column-view.ts';
import { PictureTiles } from './PictureTiles.tsx';
import styles from './results.module.css';

interface Props {
  readonly run: ShownRun;
  readonly view: ColumnView;
  readonly matrix: Confusion;
  readonly byError: boolean;
  readonly pairs: readonly ConfusionCell[];
}

/** Cells on a side: more would be smaller than two pixels on a phone. */
const MOST_CELLS = 125;

/** Classes on both sides whose pictures are shown. */
interface Chosen {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** One column's matrix, its most confused pairs as a table, and the pictures of what was chosen in either. */
export function ConfusionColumn({ run, view, matrix, byError, pairs }: Props) {
  const words = useWords();
  const { t } = words;
  const { classes, trueClasses } = run.document;
  const { classCount } = matrix;
  const [window, setWindow] = useState({ row: 0, column: 0, size: classCount });
  const [cursor, setCursor] = useState<Place | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const order = useMemo(
    () => (byError ? orderByError(matrix) : Array.from({ length: classCount }, (_, i) => i)),
    [byError, matrix, classCount],
  );
  const nameOf = (index: number): string => classes[index]?.names[0] ?? '';
  const blocks = useMemo(
    () => confusionBlocks(matrix, order, window, MOST_CELLS),
    [matrix, order, window],
  );
  const cellAt = ({ row, column }: Place) => {
    const { step, cells } = blocks;
    const cell = (place: number, start: number): number => Math.floor((place - start) / step);
    const [r, c] = [cell(row, window.row), cell(column, window.column)];
    const classesOf = (start: number, at: number): number[] => {
      const { first, last } = placesOfCell(start, at, step, window.size);
      return order.slice(first, last + 1);
    };
    return {
      count: blocks.counts[r * cells + c] ?? 0,
      total: blocks.totals[r] ?? 0,
      from: classesOf(window.row, r),
      to: classesOf(window.column, c),
    };
  };
  const listed = (indices: readonly number[]): string =>
    indices.length < 2
      ? nameOf(indices[0] ?? -1)
      : t('evaluated.span', {
          first: nameOf(indices[0] ?? -1),
          last: nameOf(indices.at(-1) ?? -1),
        });
  const sentence = (place: Place): string => {
    const { count, total, from, to } = cellAt(place);
    return t('evaluated.cell', {
      from: listed(from),
      to: listed(to),
      count,
      share: words.percent(total === 0 ? 0 : count / total, 1),
    });
  };
  const zoom = (factor: number): void => setWindow(zoomedAt(window, cursor, factor, classCount));
  const column = view.index + 1;
  const title = t('evaluated.matrix-chart', { number: column });
  return (
    <>
      <ConfusionPlot
        title={title}
        name={`confusion-column-${column}`}
        text={t('evaluated.matrix-text', { count: classCount })}
        matrix={matrix}
        blocks={blocks}
        nameAt={(place) => nameOf(order[place] ?? -1)}
        window={window}
        cursor={cursor}
        onMove={(next, moved) => {
          setCursor(next);
          setWindow(moved);
        }}
        onZoom={setWindow}
        onChoose={(place) => {
          setCursor(place);
          setChosen(cellAt(place));
        }}
      />
      <div className={styles.tools}>
        <Button
          small
          icon="plus"
          disabled={window.size <= 4}
          aria-label={t('evaluated.zoom-in', { title })}
          onClick={() => zoom(0.5)}
        >
          {t('evaluated.zoom-in-short')}
        </Button>
        <Button
          small
          disabled={window.size === classCount}
          aria-label={t('evaluated.zoom-out', { title })}
          onClick={() => zoom(2)}
        >
          {t('evaluated.zoom-out-short')}
        </Button>
      </div>
      <p className={styles.readout} role="status">
        {cursor ? sentence(cursor) : t('evaluated.point')}
      </p>
      {chosen && (
        <PictureTiles
          key={`${chosen.from.join()} ${chosen.to.join()}`}
          title={t('evaluated.taken', { from: listed(chosen.from), to: listed(chosen.to) })}
          run={run}
          view={view}
          pictures={picturesBetween(
            view.column.outcomes,
            trueClasses,
            new Set(chosen.from),
            new Set(chosen.to),
          )}
          onClose={() => setChosen(null)}
        />
      )}
      <PairTable
        pairs={pairs}
        nameOf={nameOf}
        onChoose={({ trueClass, predicted }) => setChosen({ from: [trueClass], to: [predicted] })}
      />
    </>
  );
}

interface PairProps {
  readonly pairs: readonly ConfusionCell[];
  readonly nameOf: (index: number) => string;
  readonly onChoose: (cell: ConfusionCell) => void;
}

function PairTable({ pairs, nameOf, onChoose }: PairProps) {
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
