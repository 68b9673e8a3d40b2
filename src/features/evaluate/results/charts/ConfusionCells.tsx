import { memo } from 'react';
import type { ConfusionBlocks } from '../../../../core/evaluation/confusion-blocks.ts';
import { useWords } from '../../../../words/WordsContext.tsx';

interface Props {
  readonly blocks: ConfusionBlocks;
  /** By how many classes the columns begin after the rows: tells which cells hold right pictures. */
  readonly shift: number;
  readonly left: number;
  readonly top: number;
  /** Side of the square in pixels. */
  readonly side: number;
}

/** As many strengths as an eye tells apart. */
const LEVELS = 8;
const ROOM_FOR_NUMBERS = 26;
const ROOM_FOR_LINES = 10;

/**
 * The cells of a confusion matrix: the larger the share of the row's pictures, the stronger. A dozen paths hold them all,
 * so that ten thousand cells are drawn as quickly as ten. Moving the cursor draws none of them again.
 */
export const ConfusionCells = memo(function ConfusionCells(props: Props) {
  const { blocks, shift, left, top, side } = props;
  const { number } = useWords();
  const { cells, counts } = blocks;
  const size = side / cells;
  const paths = levelPaths(
    blocks,
    shift,
    (cell) => left + cell * size,
    (cell) => top + cell * size,
    size,
  );
  return (
    <>
      <rect x={left} y={top} width={side} height={side} fill="var(--sunken)" />
      {[...paths].map(([key, { right, level, path }]) => (
        <path
          key={key}
          d={path}
          fill={right ? 'var(--trained)' : 'var(--chance)'}
          fillOpacity={level / LEVELS}
          shapeRendering="crispEdges"
        />
      ))}
      {size >= ROOM_FOR_LINES &&
        Array.from({ length: cells + 1 }, (_, at) => (
          <path
            key={at}
            d={`M${left + at * size} ${top}v${side}M${left} ${top + at * size}h${side}`}
            stroke="var(--surface)"
          />
        ))}
      {size >= ROOM_FOR_NUMBERS &&
        Array.from(counts, (count, cell) => {
          if (count === 0) return null;
          const [row, column] = [Math.floor(cell / cells), cell % cells];
          const strong = levelOf(blocks, row, count) > LEVELS / 2;
          return (
            <text
              key={cell}
              x={left + (column + 0.5) * size}
              y={top + (row + 0.5) * size + 5}
              textAnchor="middle"
              fontWeight={600}
              fill={strong ? 'var(--on-trained)' : 'var(--ink)'}
            >
              {number(count)}
            </text>
          );
        })}
    </>
  );
});

function levelOf({ totals }: ConfusionBlocks, row: number, count: number): number {
  // The root lifts small shares, which are the ones that one looks for.
  return Math.max(1, Math.ceil(Math.sqrt(count / (totals[row] || 1)) * LEVELS));
}

function levelPaths(
  blocks: ConfusionBlocks,
  shift: number,
  x: (cell: number) => number,
  y: (cell: number) => number,
  size: number,
) {
  const { cells, counts, step } = blocks;
  const paths = new Map<string, { right: boolean; level: number; path: string }>();
  counts.forEach((count, cell) => {
    if (count === 0) return;
    const [row, column] = [Math.floor(cell / cells), cell % cells];
    const right = (row - column) * step === shift;
    const level = levelOf(blocks, row, count);
    const key = `${right} ${level}`;
    const found = paths.get(key) ?? { right, level, path: '' };
    found.path += `M${round(x(column))} ${round(y(row))}h${round(size)}v${round(size)}h${round(-size)}z`;
    paths.set(key, found);
  });
  return paths;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
