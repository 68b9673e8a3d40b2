import { type Reliability, reliabilityBins } from '../../../../core/evaluation/calibration.ts';
import { useWords } from '../../../../words/WordsContext.tsx';
import { Chart } from './Chart.tsx';
import { toneOf } from '../../../../ui/chart/tone.ts';

interface Props {
  readonly title: string;
  readonly name: string;
  readonly sums: Reliability;
  readonly trained: boolean;
}

const LEFT = 52;
const TOP = 10;
const RIGHT = 10;
const COUNTS = 56;
const AXIS = 40;

type Bin = ReturnType<typeof reliabilityBins>[number];

/** Share right over confidence, a bar for each bin, the diagonal dashed; below, how many pictures each bin holds. */
export function ReliabilityChart({ title, name, sums, trained }: Props) {
  const { t, percent } = useWords();
  const bins = reliabilityBins(sums);
  const most = Math.max(...bins.map(({ count }) => count), 1);
  const tone = toneOf(trained);
  const text = bins
    .filter(({ count }) => count > 0)
    .map(({ low, high, accuracy, count }) =>
      t('evaluated.bin', {
        low: percent(low),
        high: percent(high),
        accuracy: percent(accuracy ?? 0),
        count,
      }),
    )
    .join('; ');
  return (
    <Chart
      title={title}
      text={text || t('evaluated.none')}
      name={name}
      height={(width) => TOP + sideOf(width) + COUNTS + AXIS}
    >
      {(width) => {
        const plot = plotOf(width);
        return (
          <>
            <Grid plot={plot} />
            <Bins plot={plot} bins={bins} most={most} tone={tone} />
            <Diagonal plot={plot} />
            <Confidences plot={plot} bins={bins} stroke={tone.line} />
            <AxisTitles plot={plot} most={most} />
          </>
        );
      }}
    </Chart>
  );
}

/** Where shares stand, in pixels. */
interface Plot {
  readonly x: (share: number) => number;
  readonly y: (share: number) => number;
  /** Below the bars that count. */
  readonly base: number;
}

function sideOf(width: number): number {
  return Math.min((width - LEFT - RIGHT) * 0.75, 360);
}

function plotOf(width: number): Plot {
  const height = sideOf(width);
  return {
    x: (share) => LEFT + share * (width - LEFT - RIGHT),
    y: (share) => TOP + (1 - share) * height,
    base: TOP + height + COUNTS,
  };
}

interface PartProps {
  readonly plot: Plot;
}

function Grid({ plot: { x, y, base } }: PartProps) {
  const { percent } = useWords();
  return [0, 0.5, 1].map((tick) => (
    <g key={tick}>
      <line x1={LEFT} x2={x(1)} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
      <text x={LEFT - 8} y={y(tick) + 5} textAnchor="end" fill="var(--muted)">
        {percent(tick)}
      </text>
      <text
        x={x(tick)}
        y={base + 18}
        textAnchor={tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle'}
        fill="var(--muted)"
      >
        {percent(tick)}
      </text>
    </g>
  ));
}

interface BinsProps extends PartProps {
  readonly bins: readonly Bin[];
  readonly most: number;
  readonly tone: ReturnType<typeof toneOf>;
}

/** Share right as a bar for each bin, and below how many pictures it holds. */
function Bins({ plot: { x, y, base }, bins, most, tone: { fill, line } }: BinsProps) {
  const bar = (x(1) - x(0)) / bins.length - 3;
  return bins.map(({ low, count, accuracy }) =>
    accuracy === null ? null : (
      <g key={low}>
        <rect
          x={x(low) + 1.5}
          y={y(accuracy)}
          width={bar}
          height={Math.max(y(0) - y(accuracy), 1.5)}
          fill={fill}
          stroke={line}
        />
        <rect
          x={x(low) + 1.5}
          y={base - (count / most) * (COUNTS - 22)}
          width={bar}
          height={(count / most) * (COUNTS - 22)}
          fill="var(--strong-line)"
        />
      </g>
    ),
  );
}

/** Where as many are right as are believed to be. */
function Diagonal({ plot: { x, y } }: PartProps) {
  const line = `M${x(0)} ${y(0)}L${x(1)} ${y(1)}`;
  return (
    <>
      {/* Light below, so that the line is seen on the bars too. */}
      <path d={line} stroke="var(--surface)" strokeWidth={4} />
      <path d={line} stroke="var(--ink)" strokeWidth={1.5} strokeDasharray="5 4" />
    </>
  );
}

interface ConfidencesProps extends PartProps {
  readonly bins: readonly Bin[];
  readonly stroke: string;
}

/** The mean confidence in each bin. */
function Confidences({ plot: { x, y }, bins, stroke }: ConfidencesProps) {
  return bins.map(({ low, accuracy, confidence }) =>
    accuracy === null || confidence === null ? null : (
      <circle
        key={low}
        cx={x(confidence)}
        cy={y(accuracy)}
        r={4.5}
        fill="var(--surface)"
        stroke={stroke}
        strokeWidth={2}
      />
    ),
  );
}

function AxisTitles({ plot: { x, y, base }, most }: PartProps & { readonly most: number }) {
  const { t, number } = useWords();
  return (
    <>
      <text x={x(0.02)} y={y(1) + 18} fill="var(--muted)">
        {t('evaluated.share-right')}
      </text>
      <text x={LEFT - 8} y={base - 4} textAnchor="end" fill="var(--muted)">
        {number(most)}
      </text>
      <line x1={LEFT} x2={x(1)} y1={base} y2={base} stroke="var(--line)" />
      <text x={x(0.5)} y={base + 35} textAnchor="middle" fill="var(--muted)">
        {t('evaluated.confidence')}
      </text>
    </>
  );
}
