import { useId, type KeyboardEvent, type MouseEvent } from 'react';
import {
  type ConfusionWindow,
  type ConfusionBlocks,
  followingWindow,
  type Place,
  zoomedAt,
} from '../../../../core/evaluation/confusion-blocks.ts';
import type { Confusion } from '../../../../core/evaluation/confusion.ts';
import { useWords } from '../../../../words/WordsContext.tsx';
import { Chart } from './Chart.tsx';
import styles from './chart.module.css';
import { ConfusionCells } from './ConfusionCells.tsx';
import { fitted } from '../../../../ui/chart/tone.ts';

interface Props {
  readonly title: string;
  readonly name: string;
  readonly text: string;
  readonly matrix: Confusion;
  /** The window's cells. */
  readonly blocks: ConfusionBlocks;
  /** Name of the class at a place. */
  readonly nameAt: (place: number) => string;
  readonly window: ConfusionWindow;
  readonly cursor: Place | null;
  readonly onMove: (cursor: Place, window: ConfusionWindow) => void;
  readonly onZoom: (window: ConfusionWindow) => void;
  readonly onChoose: (cursor: Place) => void;
}

const MOST_NAMES = 30;
const AXIS = 22;

/** Where the matrix stands in a chart of some width, in pixels. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

function frameOf(width: number, named: boolean): Frame {
  const left = named ? Math.min(120, width * 0.28) : AXIS;
  return {
    left,
    top: named ? Math.min(86, width * 0.2) + AXIS : AXIS,
    // Slanted names reach beyond the last column.
    side: width - left - (named ? 32 : 1),
  };
}

/** A confusion matrix to look at, to walk through with the keyboard, and to point at. */
export function ConfusionPlot(props: Props) {
  const { title, name, text, blocks, nameAt, window } = props;
  const named = window.size <= MOST_NAMES;
  return (
    <Chart
      title={title}
      text={text}
      name={name}
      height={(width) => {
        const { top, side } = frameOf(width, named);
        return top + side + 1;
      }}
      // A render function, called and not mounted.
      // oxlint-disable-next-line react/no-unstable-nested-components
      overlay={(width) => <Field {...props} frame={frameOf(width, named)} />}
    >
      {(width) => {
        const frame = frameOf(width, named);
        return (
          <>
            <AxisTitles frame={frame} named={named} />
            <ConfusionCells blocks={blocks} shift={window.column - window.row} {...frame} />
            {named && <Names frame={frame} cells={blocks.cells} nameAt={nameAt} window={window} />}
          </>
        );
      }}
    </Chart>
  );
}

/** What lies over the matrix and hears pointer and keys. */
function Field({ frame, ...props }: Props & { readonly frame: Frame }) {
  const { title, blocks, window, cursor } = props;
  const { t } = useWords();
  const help = useId();
  const { cells, step } = blocks;
  const { left, top, side } = frame;
  const spot = (event: MouseEvent<HTMLElement>): Place => {
    const box = event.currentTarget.getBoundingClientRect();
    const cell = (from: number, length: number): number =>
      Math.min(cells - 1, Math.max(0, Math.floor((from / length) * cells)));
    return {
      row: window.row + cell(event.clientY - box.top, box.height) * step,
      column: window.column + cell(event.clientX - box.left, box.width) * step,
    };
  };
  return (
    // The matrix is walked through cell by cell: a pair of sliders would be no clearer, and the table below says the same.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <div
      role="application"
      aria-label={t('evaluated.matrix-field', { title })}
      aria-describedby={help}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={styles.field}
      style={{ left, top, width: side, height: side }}
      onKeyDown={(event) => onKey(event, props, step)}
      onMouseMove={(event) => props.onMove(spot(event), window)}
      onClick={(event) => props.onChoose(spot(event))}
    >
      <span id={help} hidden>
        {t('evaluated.matrix-keys')}
      </span>
      {cursor && (
        <div className={styles.cursor} style={cursorBox(cursor, window, step, side / cells)} />
      )}
    </div>
  );
}

interface AxisProps {
  readonly frame: Frame;
  readonly named: boolean;
}

function AxisTitles({ frame: { left, top }, named }: AxisProps) {
  const { t } = useWords();
  return (
    <>
      <text x={left} y={14} fill="var(--muted)">
        {t('evaluated.predicted-axis')} →
      </text>
      <text
        transform={named ? `translate(0 ${top - 8})` : `translate(6 ${top}) rotate(90)`}
        fill="var(--muted)"
      >
        {t('evaluated.true-axis')} {named ? '↓' : '→'}
      </text>
    </>
  );
}

interface NamesProps extends Pick<Props, 'nameAt' | 'window'> {
  readonly frame: Frame;
  readonly cells: number;
}

/** The classes' names on both sides. */
function Names({ frame: { left, top, side }, cells, nameAt, window }: NamesProps) {
  const size = side / cells;
  return Array.from({ length: cells }, (_, cell) => (
    <g key={cell} fill="var(--ink)" fontSize={Math.min(13, size * 0.9)}>
      <text x={left - 6} y={top + (cell + 0.5) * size + 4} textAnchor="end">
        {fitted(nameAt(window.row + cell), left - 8)}
      </text>
      <text transform={`translate(${left + (cell + 0.5) * size + 4} ${top - 6}) rotate(-60)`}>
        {fitted(nameAt(window.column + cell), top - AXIS)}
      </text>
    </g>
  ));
}

function cursorBox(cursor: Place, window: ConfusionWindow, step: number, size: number) {
  const cell = (place: number, start: number): number => Math.floor((place - start) / step) * size;
  return {
    left: cell(cursor.column, window.column),
    top: cell(cursor.row, window.row),
    width: Math.max(size, 6),
    height: Math.max(size, 6),
  };
}

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function onKey(event: KeyboardEvent<HTMLElement>, props: Props, step: number): void {
  const { matrix, window, cursor, onMove, onZoom, onChoose } = props;
  const { classCount } = matrix;
  const at = cursor ?? { row: window.row, column: window.column };
  const move = STEPS[event.key];
  if (move) {
    const bounded = (place: number): number => Math.min(Math.max(place, 0), classCount - 1);
    const next = cursor
      ? { row: bounded(at.row + move[0] * step), column: bounded(at.column + move[1] * step) }
      : at;
    onMove(next, followingWindow(window, next, step, classCount));
  } else if (event.key === '+' || event.key === '=')
    onZoom(zoomedAt(window, cursor, 0.5, classCount));
  else if (event.key === '-') onZoom(zoomedAt(window, cursor, 2, classCount));
  else if (event.key === '0') onZoom({ row: 0, column: 0, size: classCount });
  else if (event.key === 'Enter' || event.key === ' ') onChoose(at);
  else return;
  event.preventDefault();
}
