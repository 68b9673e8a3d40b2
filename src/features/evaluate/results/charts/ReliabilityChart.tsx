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

/** Share right over confidence, a bar for each bin, the diagonal dashed; below, how many pictures each bin holds. */
export function ReliabilityChart({ title, name, sums, trained }: Props) {
  const { t, percent, number } = useWords();
  const bins = reliabilityBins(sums);
  const most = Math.max(...bins.map(({ count }) => count), 1);
  const { fill, line } = toneOf(trained);
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
  const side = (width: number): number => Math.min((width - LEFT - RIGHT) * 0.75, 360);
  return (
    <Chart
      title={title}
      text={text || t('evaluated.none')}
      name={name}
      height={(width) => TOP + side(width) + COUNTS + AXIS}
    >
      {(width) => {
        const height = side(width);
        const span = width - LEFT - RIGHT;
        const x = (share: number): number => LEFT + share * span;
        const y = (share: number): number => TOP + (1 - share) * height;
        const base = TOP + height + COUNTS;
        const bar = span / bins.length;
        return (
          <>
            {[0, 0.5, 1].map((tick) => (
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
            ))}
            {bins.map(({ low, count, accuracy }) =>
              accuracy === null ? null : (
                <g key={low}>
                  <rect
                    x={x(low) + 1.5}
                    y={y(accuracy)}
                    width={bar - 3}
                    height={Math.max(y(0) - y(accuracy), 1.5)}
                    fill={fill}
                    stroke={line}
                  />
                  <rect
                    x={x(low) + 1.5}
                    y={base - (count / most) * (COUNTS - 22)}
                    width={bar - 3}
                    height={(count / most) * (COUNTS - 22)}
                    fill="var(--strong-line)"
                  />
                </g>
              ),
            )}
            {/* Light below, so that the line is seen on the bars too. */}
            <path d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} stroke="var(--surface)" strokeWidth={4} />
            <path
              d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`}
              stroke="var(--ink)"
              strokeWidth={1.5}
              strokeDasharray="5 4"
            />
            {bins.map(({ low, accuracy, confidence }) =>
              accuracy === null || confidence === null ? null : (
                <circle
                  key={low}
                  cx={x(confidence)}
                  cy={y(accuracy)}
                  r={4.5}
                  fill="var(--surface)"
                  stroke={line}
                  strokeWidth={2}
                />
              ),
            )}
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
      }}
    </Chart>
  );
}
