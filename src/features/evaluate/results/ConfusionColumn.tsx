import { useMemo, useState } from 'react';
import {
  type ConfusionBlocks,
  confusionBlocks,
  type ConfusionWindow,
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
import type { Words } from '../../../words/translate.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import { ConfusionPlot } from './charts/ConfusionPlot.tsx';
import type { ColumnView } from './column-view.ts';
import { PairTable } from './PairTable.tsx';
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
  const { classCount } = matrix;
  const { order, blocks, window, setWindow, cursor, setCursor } = useMatrix(matrix, byError);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const nameOf = (index: number): string => run.document.classes[index]?.names[0] ?? '';
  const cellAt = (place: Place): Cell => cellOf(blocks, order, window, place);
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
      <ZoomButtons
        title={title}
        size={window.size}
        classCount={classCount}
        onZoom={(factor) => setWindow(zoomedAt(window, cursor, factor, classCount))}
      />
      <p className={styles.readout} role="status">
        {cursor ? cellSentence(words, cellAt(cursor), nameOf) : t('evaluated.point')}
      </p>
      {chosen && run.tallies && <p className={styles.note}>{t('evaluated.without.list')}</p>}
      {chosen && !run.tallies && (
        <ChosenPictures
          run={run}
          view={view}
          chosen={chosen}
          nameOf={nameOf}
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

/** The matrix in the wanted order of classes, the part of it that is looked at, and the cell that is pointed at. */
function useMatrix(matrix: Confusion, byError: boolean) {
  const { classCount } = matrix;
  const [window, setWindow] = useState({ row: 0, column: 0, size: classCount });
  const [cursor, setCursor] = useState<Place | null>(null);
  const order = useMemo(
    () => (byError ? orderByError(matrix) : Array.from({ length: classCount }, (_, i) => i)),
    [byError, matrix, classCount],
  );
  const blocks = useMemo(
    () => confusionBlocks(matrix, order, window, MOST_CELLS),
    [matrix, order, window],
  );
  return { order, blocks, window, setWindow, cursor, setCursor };
}

type NameOf = (index: number) => string;

/** What a drawn cell stands for: the classes on both sides, their pictures, and all pictures of the true ones. */
interface Cell extends Chosen {
  readonly count: number;
  readonly total: number;
}

function cellOf(
  { step, cells, counts, totals }: ConfusionBlocks,
  order: readonly number[],
  window: ConfusionWindow,
  { row, column }: Place,
): Cell {
  const at = (place: number, start: number): number => Math.floor((place - start) / step);
  const [r, c] = [at(row, window.row), at(column, window.column)];
  const classesOf = (start: number, cell: number): number[] => {
    const { first, last } = placesOfCell(start, cell, step, window.size);
    return order.slice(first, last + 1);
  };
  return {
    count: counts[r * cells + c] ?? 0,
    total: totals[r] ?? 0,
    from: classesOf(window.row, r),
    to: classesOf(window.column, c),
  };
}

function cellSentence(words: Words, { count, total, from, to }: Cell, nameOf: NameOf): string {
  return words.t('evaluated.cell', {
    from: listed(words, from, nameOf),
    to: listed(words, to, nameOf),
    count,
    share: words.percent(total === 0 ? 0 : count / total, 1),
  });
}

/** One class by its name, several by the first and the last. */
function listed({ t }: Words, indices: readonly number[], nameOf: NameOf): string {
  const first = nameOf(indices[0] ?? -1);
  return indices.length < 2
    ? first
    : t('evaluated.span', { first, last: nameOf(indices.at(-1) ?? -1) });
}

interface ZoomProps {
  readonly title: string;
  readonly size: number;
  readonly classCount: number;
  readonly onZoom: (factor: number) => void;
}

function ZoomButtons({ title, size, classCount, onZoom }: ZoomProps) {
  const { t } = useWords();
  return (
    <div className={styles.tools}>
      <Button
        small
        icon="plus"
        disabled={size <= 4}
        aria-label={t('evaluated.zoom-in', { title })}
        onClick={() => onZoom(0.5)}
      >
        {t('evaluated.zoom-in-short')}
      </Button>
      <Button
        small
        disabled={size === classCount}
        aria-label={t('evaluated.zoom-out', { title })}
        onClick={() => onZoom(2)}
      >
        {t('evaluated.zoom-out-short')}
      </Button>
    </div>
  );
}

interface ChosenProps extends Pick<Props, 'run' | 'view'> {
  readonly chosen: Chosen;
  readonly nameOf: NameOf;
  readonly onClose: () => void;
}

function ChosenPictures({ run, view, chosen: { from, to }, nameOf, onClose }: ChosenProps) {
  const words = useWords();
  return (
    <PictureTiles
      key={`${from.join()} ${to.join()}`}
      title={words.t('evaluated.taken', {
        from: listed(words, from, nameOf),
        to: listed(words, to, nameOf),
      })}
      run={run}
      view={view}
      pictures={picturesBetween(
        view.column.outcomes,
        run.document.trueClasses,
        new Set(from),
        new Set(to),
      )}
      onClose={onClose}
    />
  );
}
