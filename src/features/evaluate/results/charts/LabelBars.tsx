import { useWords } from '../../../../words/WordsContext.tsx';
import { Chart } from './Chart.tsx';
import { fitted, toneOf } from '../../../../ui/chart/tone.ts';

interface LabelRow {
  readonly label: string;
  /** Share of all pictures, and of it the right ones; `null` where nobody knows them. */
  readonly share: number;
  readonly right: number | null;
  readonly count: number;
}

interface Props {
  readonly title: string;
  readonly name: string;
  readonly rows: readonly LabelRow[];
  /** The share that is drawn as the longest bar. */
  readonly highest: number;
  readonly trained: boolean;
}

const ROW = 30;
const VALUE = 112;

/** Labels as bars of how often they win; the right ones full, the wrong ones as an outline. */
export function LabelBars({ title, name, rows, highest, trained }: Props) {
  const { t, percent } = useWords();
  const tone = toneOf(trained);
  const text = rows.map(({ label, share }) => `${label} ${percent(share, 1)}`).join(', ');
  return (
    <Chart
      title={title}
      text={text || t('evaluated.none')}
      name={name}
      height={() => rows.length * ROW + 30}
    >
      {(width) => {
        const left = Math.min(150, width * 0.32);
        const scale = (width - left - VALUE) / Math.max(highest, 0.01);
        return (
          <>
            {rows.map((row, at) => (
              <Bar key={row.label} row={row} top={at * ROW} left={left} scale={scale} tone={tone} />
            ))}
            {rows.some(({ right }) => right !== null) && (
              <Legend top={rows.length * ROW + 8} tone={tone} />
            )}
          </>
        );
      }}
    </Chart>
  );
}

interface PartProps {
  readonly top: number;
  readonly tone: ReturnType<typeof toneOf>;
}

interface BarProps extends PartProps {
  readonly row: LabelRow;
  readonly left: number;
  /** Pixels for a share of one. */
  readonly scale: number;
}

function Bar({ row: { label, share, right, count }, top: y, left, scale, tone }: BarProps) {
  const { percent, number } = useWords();
  const { fill, line } = tone;
  return (
    <g>
      <title>{label}</title>
      <text x={0} y={y + 20} fill="var(--ink)">
        {fitted(label, left - 8)}
      </text>
      <rect
        x={left}
        y={y + 5}
        width={Math.max(share * scale, 1)}
        height={ROW - 10}
        fill="var(--sunken)"
        stroke={line}
      />
      <rect x={left} y={y + 5} width={(right ?? share) * scale} height={ROW - 10} fill={fill} />
      <text
        x={left + share * scale + 8}
        y={y + 20}
        fill="var(--ink)"
        fontSize={14}
        fontWeight={600}
      >
        {percent(share, 1)}
        <tspan fill="var(--muted)" fontWeight={400} fontSize={13}>
          {`  ${number(count)}`}
        </tspan>
      </text>
    </g>
  );
}

function Legend({ top, tone: { fill, line } }: PartProps) {
  const { t } = useWords();
  return (
    <g transform={`translate(0 ${top})`}>
      <rect width={14} height={14} fill={fill} />
      <text x={20} y={12} fill="var(--muted)">
        {t('evaluated.right')}
      </text>
      <rect x={90.5} y={0.5} width={13} height={13} fill="var(--sunken)" stroke={line} />
      <text x={110} y={12} fill="var(--muted)">
        {t('evaluated.wrong')}
      </text>
    </g>
  );
}
