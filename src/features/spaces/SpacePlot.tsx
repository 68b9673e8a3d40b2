import type { ShownRun } from '../../evaluation/shown-run.ts';
import type { LaidOut } from '../../store/spaces/laid-spaces.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { ChartFrame } from '../../ui/chart/ChartFrame.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { GapMark, PairLines, PictureMarks, WordMarks } from './marks.tsx';
import { placesIn, toPixels, type Drawn, type Frame, type SpacesView } from './plot-layout.ts';
import { labelId, pictureId, type ActivePoint, type ColumnOnShow, type Points } from './points.ts';
import { PointButtons } from './PointButtons.tsx';

interface Props {
  readonly column: ColumnOnShow;
  readonly laid: LaidOut;
  readonly drawn: Drawn;
  readonly view: SpacesView;
  readonly share: number;
  readonly frame: Frame;
  readonly active: ActivePoint | null;
  readonly onActive: (point: ActivePoint) => void;
  readonly run: ShownRun | undefined;
}

/** Around the points: room for half a thumbnail. */
const MARGIN = 26;
const heightOf = (width: number): number => Math.round(Math.min(Math.max(width * 0.72, 280), 480));

/** The points of one column, with the lines between them. */
export function SpacePlot({
  column,
  laid,
  drawn,
  view,
  share,
  frame,
  active,
  onActive,
  run,
}: Props) {
  const { t, number, percent } = useWords();
  const save = usePage((all) => all.saveMade);
  const { spaces } = laid;
  const places = placesIn(spaces, view, share);
  const gapText =
    share > 0
      ? t('spaces.closed-by', { share: percent(share) })
      : t('spaces.gap-mark', { gap: number(spaces.gap, 2) });
  const gap = view === 'gap' ? gapText : null;
  const pointsAt = (width: number): Points =>
    pointsOf(width, { laid, drawn, places, frame, active });
  return (
    <ChartFrame
      title={t(`spaces.chart.${view}`, { number: column.index + 1 })}
      text={t('spaces.chart-text', {
        pictures: drawn.pictures.length,
        labels: drawn.labels.length,
        gap: number(spaces.gap, 3),
      })}
      name={`spaces-${view}-column-${column.index + 1}`}
      height={heightOf}
      save={save}
      // A render function, called and not mounted.
      // oxlint-disable-next-line react/no-unstable-nested-components
      overlay={(width) => (
        <PointButtons
          points={pointsAt(width)}
          label={t('spaces.points', { number: column.index + 1 })}
          run={run}
          onActive={(id) => onActive({ id, column: column.key })}
        />
      )}
    >
      {(width) => {
        const here = pointsAt(width);
        return (
          <>
            <PairLines points={here} />
            <PictureMarks points={here} />
            {gap !== null && <GapMark points={here} text={gap} />}
            <WordMarks points={here} chance={column.chance} gap={gap} />
          </>
        );
      }}
    </ChartFrame>
  );
}

interface PointsProps extends Pick<Props, 'laid' | 'drawn' | 'frame' | 'active'> {
  readonly places: ReturnType<typeof placesIn>;
}

/** Where the points stand in a chart of some width, in pixels. */
function pointsOf(width: number, { laid, drawn, places, frame, active }: PointsProps): Points {
  const { points } = laid;
  const height = heightOf(width);
  const pixels = toPixels(frame, width, height, MARGIN);
  const at = (from: Float32Array) => (i: number) =>
    pixels(from[i * 2] ?? Number.NaN, from[i * 2 + 1] ?? Number.NaN);
  return {
    laid,
    drawn,
    picture: at(places.pictures),
    label: at(places.labels),
    isActive: (kind, i) =>
      active?.id ===
      (kind === 'label' ? labelId(points.labels[i] ?? '') : pictureId(points.pictures[i] ?? -1)),
    width,
    height,
  };
}
