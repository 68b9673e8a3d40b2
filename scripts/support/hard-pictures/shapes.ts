export type Colour = readonly [red: number, green: number, blue: number];
type Point = readonly [x: number, y: number];

/** A part of the plane in one colour. */
export interface Shape {
  readonly colour: Colour;
  /** Left, top, right, bottom of a rectangle around it. */
  readonly bounds: readonly [number, number, number, number];
  readonly holds: (x: number, y: number) => boolean;
}

export function ellipse(colour: Colour, [x, y]: Point, width: number, height = width): Shape {
  return {
    colour,
    bounds: [x - width, y - height, x + width, y + height],
    holds: (atX, atY) => ((atX - x) / width) ** 2 + ((atY - y) / height) ** 2 <= 1,
  };
}

/** A closed line, filled. */
export function polygon(colour: Colour, points: readonly Point[]): Shape {
  return {
    colour,
    bounds: around(points, 0),
    holds: (x, y) => {
      const crossed = points.filter(([fromX, fromY], index) => {
        const [toX, toY] = points[(index + 1) % points.length] ?? [0, 0];
        return fromY > y !== toY > y && x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX);
      });
      return crossed.length % 2 === 1;
    },
  };
}

/** A line as a pen of that width draws it, with round ends. */
export function stroke(colour: Colour, points: readonly Point[], width: number): Shape {
  const reach = (width / 2) ** 2;
  const parts = points.slice(1).map((to, index) => [points[index] ?? to, to] as const);
  return {
    colour,
    bounds: around(points, width / 2),
    holds: (x, y) => parts.some(([from, to]) => squaredDistance([x, y], from, to) <= reach),
  };
}

function squaredDistance([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX * alongX + alongY * alongY;
  const share = length === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / length;
  const near = Math.min(Math.max(share, 0), 1);
  return (x - fromX - near * alongX) ** 2 + (y - fromY - near * alongY) ** 2;
}

function around(points: readonly Point[], margin: number): Shape['bounds'] {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [
    Math.min(...xs) - margin,
    Math.min(...ys) - margin,
    Math.max(...xs) + margin,
    Math.max(...ys) + margin,
  ];
}
