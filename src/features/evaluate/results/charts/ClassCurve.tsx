import { useWords } from '../../../../words/WordsContext.tsx';
import { Chart } from './Chart.tsx';
import { toneOf } from '../../../../ui/chart/tone.ts';

interface Props {
  readonly title: string;
  readonly name: string;
  /** Accuracy of each class, 0 to 1, worst first. */
  readonly accuracies: readonly number[];
  readonly trained: boolean;
}

const TOP = 10;
const HEIGHT = 150;
const LEFT = 48;

/** The accuracy of every class, from the worst to the best, as one area of steps. */
export function ClassCurve({ title, name, accuracies, trained }: Props) {
  const { t, percent } = useWords();
  const { fill, line } = toneOf(trained);
  const never = accuracies.filter((accuracy) => accuracy === 0).length;
  const text = t('evaluated.class-text', { never, total: accuracies.length });
  return (
    <Chart title={title} text={text} name={name} height={() => TOP + HEIGHT + 28}>
      {(width) => {
        const step = (width - LEFT) / Math.max(accuracies.length, 1);
        const y = (share: number): number => TOP + (1 - share) * HEIGHT;
        const points = accuracies.map(
          (accuracy, index) => `V${y(accuracy)}H${LEFT + (index + 1) * step}`,
        );
        return (
          <>
            {[0, 0.5, 1].map((tick) => (
              <g key={tick}>
                <line x1={LEFT} x2={width} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
                <text x={LEFT - 8} y={y(tick) + 5} textAnchor="end" fill="var(--muted)">
                  {percent(tick)}
                </text>
              </g>
            ))}
            <path
              d={`M${LEFT} ${y(0)}${points.join('')}V${y(0)}Z`}
              fill={fill}
              stroke={line}
              strokeWidth={1}
            />
            <text x={LEFT} y={TOP + HEIGHT + 20} fill="var(--muted)">
              {text}
            </text>
          </>
        );
      }}
    </Chart>
  );
}
