import { toneOf } from '../../../../ui/chart/tone.ts';
import { useWords } from '../../../../words/WordsContext.tsx';
import { Chart } from './Chart.tsx';

/** One column's value of a measure. */
export interface Figure {
  /** What stands before the line: a column's number, or a word for a figure from elsewhere. */
  readonly label: string;
  readonly trained: boolean;
  /** Shares from 0 to 1. */
  readonly value: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Digits behind the point of its percentage. */
  readonly digits: number;
  /** A figure from elsewhere is drawn as a diamond. */
  readonly quoted: boolean;
}

export interface Measure {
  readonly key: string;
  readonly title: string;
  /** Share that guessing gets; `null` where it is not drawn. */
  readonly chance: number | null;
  readonly figures: readonly Figure[];
}

const ROW = 28;
const HEAD = 30;
const GAP = 14;
const AXIS = 26;
const LEFT = 60;
const RIGHT = 16;
/** Width of a letter of the values. */
const LETTER = 7.6;

/** Below this width, in pixels, there is no room for the shares between. */
const NARROW = 300;

/** Every measure as dots with their intervals on one scale from 0 to 100 %, chance dashed. */
export function FigureChart({ measures }: { readonly measures: readonly Measure[] }) {
  const { t, percent } = useWords();
  const heights = measures.map(({ figures }) => HEAD + figures.length * ROW + GAP);
  const total = heights.reduce((a, b) => a + b, 0);
  const text = measures
    .flatMap(({ title, figures }) =>
      figures.map(({ label, value, digits }) => `${title}, ${label}: ${percent(value, digits)}`),
    )
    .join('; ');
  return (
    <Chart title={t('evaluated.figures')} text={text} name="figures" height={() => total + AXIS}>
      {(width) => {
        const x = (share: number): number => LEFT + share * (width - LEFT - RIGHT);
        return (
          <>
            {(width < NARROW ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map((tick) => (
              <g key={tick}>
                <line x1={x(tick)} x2={x(tick)} y1={0} y2={total} stroke="var(--line)" />
                <text
                  x={x(tick)}
                  y={total + 18}
                  textAnchor={tick === 1 ? 'end' : tick === 0 ? 'start' : 'middle'}
                  fill="var(--muted)"
                >
                  {percent(tick)}
                </text>
              </g>
            ))}
            {measures.map((measure, index) => {
              const top = heights.slice(0, index).reduce((a, b) => a + b, 0);
              return <Band key={measure.key} measure={measure} top={top} width={width} x={x} />;
            })}
          </>
        );
      }}
    </Chart>
  );
}

interface BandProps {
  readonly measure: Measure;
  readonly top: number;
  readonly width: number;
  readonly x: (share: number) => number;
}

function Band({ measure: { title, chance, figures }, top, width, x }: BandProps) {
  const { t, percent } = useWords();
  const bottom = top + HEAD + figures.length * ROW;
  return (
    <>
      <rect x={0} y={top + 4} width={width} height={HEAD - 8} fill="var(--surface)" />
      <text x={0} y={top + 20} fill="var(--ink)" fontSize={15} fontWeight={650}>
        {title}
      </text>
      {chance !== null && (
        <>
          <text x={width} y={top + 20} textAnchor="end" fill="var(--muted)">
            {t('evaluate.chance', { value: percent(chance, figures[0]?.digits ?? 1) })}
          </text>
          <line
            x1={x(chance)}
            x2={x(chance)}
            y1={top + HEAD - 2}
            y2={bottom}
            stroke="var(--ink)"
            strokeWidth={1.5}
            strokeDasharray="3 3"
          />
        </>
      )}
      {figures.map((figure, row) => (
        <Dot
          key={figure.label}
          figure={figure}
          y={top + HEAD + (row + 0.5) * ROW}
          width={width}
          x={x}
        />
      ))}
    </>
  );
}

interface DotProps {
  readonly figure: Figure;
  readonly y: number;
  readonly width: number;
  readonly x: (share: number) => number;
}

function Dot({ figure, y, width, x }: DotProps) {
  const { percent } = useWords();
  const { label, value, interval, digits, trained, quoted } = figure;
  const { fill, line } = toneOf(trained);
  const at = x(value);
  const plain = percent(value, digits);
  const full = interval
    ? `${plain} (${percent(interval.low, digits)} – ${percent(interval.high, digits)})`
    : plain;
  const right = x(interval?.high ?? value) + 14;
  const left = x(interval?.low ?? value) - 14;
  const fitsRight = (text: string): boolean => right + text.length * LETTER < width;
  const fitsLeft = (text: string): boolean => left - text.length * LETTER > LEFT;
  // Narrow screens have the interval in the table below.
  const shown = fitsRight(full) || fitsLeft(full) ? full : plain;
  return (
    <>
      <text x={0} y={y + 5} fill="var(--muted)">
        {label}
      </text>
      {interval && (
        <line
          x1={x(interval.low)}
          x2={x(interval.high)}
          y1={y}
          y2={y}
          stroke={line}
          strokeWidth={4}
          strokeLinecap="round"
        />
      )}
      {quoted ? (
        <path
          d={`M${at} ${y - 8}l8 8-8 8-8-8z`}
          fill="var(--surface)"
          stroke={line}
          strokeWidth={2}
        />
      ) : (
        <circle cx={at} cy={y} r={8} fill={fill} stroke={line} strokeWidth={2} />
      )}
      <text
        x={fitsRight(shown) ? right : left}
        y={y + 5}
        textAnchor={fitsRight(shown) ? 'start' : 'end'}
        fill="var(--ink)"
        fontSize={14}
        fontWeight={600}
        stroke="var(--surface)"
        strokeWidth={4}
        paintOrder="stroke"
      >
        {shown}
      </text>
    </>
  );
}
