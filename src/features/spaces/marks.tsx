import { toneOf } from '../../ui/chart/tone.ts';
import { placeWords, type Spot } from './plot-layout.ts';
import type { Points } from './points.ts';

/** More thumbnails would cover one another; then pictures are dots. */
const MOST_THUMBNAILS = 64;

/** From each picture to the label that is true of it; dashed to the nearest one where nobody said. */
export function PairLines({ points }: { readonly points: Points }) {
  const { laid, drawn, picture, label, isActive } = points;
  const labels = new Set(drawn.labels);
  const lines = drawn.pictures.flatMap((at) => {
    const truth = laid.points.truths[at] ?? -1;
    const end = truth >= 0 ? truth : (laid.spaces.winners[at] ?? -1);
    if (!labels.has(end)) return [];
    const [[x1, y1], [x2, y2]] = [picture(at), label(end)];
    return [
      {
        path: `M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}`,
        known: truth >= 0,
        active: isActive('picture', at) || isActive('label', end),
      },
    ];
  });
  const path = (known: boolean, active: boolean): string =>
    lines
      .filter((line) => line.known === known && line.active === active)
      .map((line) => line.path)
      .join('');
  return (
    <g fill="none">
      <path d={path(true, false)} stroke="var(--strong-line)" strokeWidth={1} opacity={0.6} />
      <path
        d={path(false, false)}
        stroke="var(--strong-line)"
        strokeWidth={1}
        strokeDasharray="3 4"
        opacity={0.7}
      />
      <path d={path(true, true)} stroke="var(--ink)" strokeWidth={2.5} />
      <path d={path(false, true)} stroke="var(--ink)" strokeWidth={2.5} strokeDasharray="6 4" />
    </g>
  );
}

/** Pictures as thumbnails, or where there are many as dots. */
export function PictureMarks({ points }: { readonly points: Points }) {
  const { laid, drawn, picture, isActive, width } = points;
  const small = drawn.pictures.length > MOST_THUMBNAILS;
  const side = width < 420 || drawn.pictures.length > 30 ? 24 : 32;
  return drawn.pictures.map((at) => {
    const [x, y] = picture(at);
    const own = laid.points.pictures[at];
    const active = isActive('picture', at);
    if (small || typeof own === 'number' || own === undefined)
      return (
        <circle
          key={at}
          cx={x}
          cy={y}
          r={active ? 7 : 4}
          fill={active ? 'var(--focus)' : 'var(--muted)'}
          stroke="var(--surface)"
          strokeWidth={1}
        />
      );
    const half = (active ? side * 1.4 : side) / 2;
    return (
      <g key={at}>
        <image
          href={own.url}
          x={x - half}
          y={y - half}
          width={half * 2}
          height={half * 2}
          preserveAspectRatio="xMidYMid slice"
        />
        <rect
          x={x - half}
          y={y - half}
          width={half * 2}
          height={half * 2}
          fill="none"
          stroke={active ? 'var(--focus)' : 'var(--surface)'}
          strokeWidth={active ? 3 : 1.5}
        />
      </g>
    );
  });
}

const MARK = 9;

/** Words with a square where they lie, plain or hatched; a word that would cover another one is told when it is pointed at. */
export function WordMarks({
  points,
  chance,
  gap,
}: {
  readonly points: Points;
  readonly chance: boolean;
  /** What is written above the gap, which no word may cover. */
  readonly gap: string | null;
}) {
  const { laid, drawn, label, isActive, width, height } = points;
  const { fill, line } = toneOf(!chance);
  const words = drawn.labels.map((at) => {
    const [x, y] = label(at);
    const text = laid.points.labels[at] ?? '';
    return { at, x, y, text, width: widthOf(text), active: isActive('label', at) };
  });
  // What is pointed at has the first choice.
  const order = words.toSorted((a, b) => Number(b.active) - Number(a.active));
  const spots = placeWords(
    order,
    width,
    height,
    gap === null ? [] : [{ spot: gapSpot(points), width: widthOf(gap) }],
  );
  return (
    <>
      {words.map(({ at, x, y, active }) => (
        <rect
          key={at}
          x={x - (active ? MARK + 4 : MARK) / 2}
          y={y - (active ? MARK + 4 : MARK) / 2}
          width={active ? MARK + 4 : MARK}
          height={active ? MARK + 4 : MARK}
          fill={fill}
          stroke={active ? 'var(--focus)' : line}
          strokeWidth={active ? 3 : 1.5}
        />
      ))}
      {order.map(({ at, text, active }, i) => {
        const spot = spots[i];
        return (
          spot && (
            <text
              key={at}
              x={spot.x}
              y={spot.y}
              textAnchor={spot.anchor}
              fill="var(--ink)"
              stroke="var(--surface)"
              strokeWidth={3}
              paintOrder="stroke"
              fontWeight={active ? 700 : 550}
            >
              {shortened(text)}
            </text>
          )
        );
      })}
    </>
  );
}

const MOST_LETTERS = 18;

const shortened = (text: string): string => {
  const letters = Array.from(text);
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join('')}…` : text;
};

/** Pixels that a word of 13-pixel letters takes, rather too many than too few; Chinese ones are nearly twice as wide. */
function widthOf(text: string): number {
  return Array.from(shortened(text)).reduce(
    (sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e80 ? 13.5 : 8),
    0,
  );
}

/** The middles of both clouds, and the gap between them. */
export function GapMark({ points, text }: { readonly points: Points; readonly text: string }) {
  const [[px, py], [lx, ly]] = middles(points);
  const spot = gapSpot(points);
  const mark = (x: number, y: number): string => `M${x} ${y - 7}l7 7l-7 7l-7 -7z`;
  return (
    <g>
      <path d={`M${lx} ${ly}L${px} ${py}`} stroke="var(--surface)" strokeWidth={6} />
      <path d={`M${lx} ${ly}L${px} ${py}`} stroke="var(--ink)" strokeWidth={2} />
      <path
        d={`${mark(px, py)}${mark(lx, ly)}`}
        fill="var(--ink)"
        stroke="var(--surface)"
        strokeWidth={2}
      />
      <text
        x={spot.x}
        y={spot.y}
        textAnchor={spot.anchor}
        fill="var(--ink)"
        stroke="var(--surface)"
        strokeWidth={4}
        paintOrder="stroke"
        fontWeight={700}
      >
        {text}
      </text>
    </g>
  );
}

const middles = ({ laid, picture, label }: Points) =>
  [middle(laid.points.pictures.length, picture), middle(laid.points.labels.length, label)] as const;

function gapSpot(points: Points): Spot {
  const [[px, py], [lx, ly]] = middles(points);
  return { x: (px + lx) / 2, y: (py + ly) / 2 - 10, anchor: 'middle' };
}

function middle(count: number, place: (at: number) => readonly [number, number]) {
  let [x, y, n] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const [px, py] = place(at);
    if (Number.isNaN(px)) continue;
    x += px;
    y += py;
    n += 1;
  }
  return [x / n, y / n] as const;
}
