import { useId, useRef, type ReactNode } from 'react';
import { Button } from '../Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './chart-frame.module.css';
import { chartAsPng, chartAsSvg } from './save-chart.ts';
import { useWidth } from './use-width.ts';

export interface ChartProps {
  readonly title: string;
  /** What the drawing says, for those who do not see it. */
  readonly text: string;
  /** Name of the saved file, without its ending. */
  readonly name: string;
  readonly height: (width: number) => number;
  readonly children: (width: number) => ReactNode;
  /** What lies above the drawing and takes part in no saved file. */
  readonly overlay?: (width: number) => ReactNode;
}

interface Props extends ChartProps {
  /** Gives the visitor a file that is made when it is asked for. */
  readonly save: (name: string, make: () => Blob | Promise<Blob>) => Promise<void>;
}

/** A drawing as wide as its place, with its title, that can be saved as SVG or PNG. */
export function ChartFrame({ title, text, name, height, children, overlay, save }: Props) {
  const { t } = useWords();
  const [width, ref] = useWidth();
  const drawing = useRef<SVGSVGElement>(null);
  const id = useId();
  const saveAs = (type: 'svg' | 'png'): void => {
    const svg = drawing.current;
    if (!svg) return;
    const make = type === 'svg' ? chartAsSvg : chartAsPng;
    void save(`${name}.${type}`, () => make(svg, title));
  };
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption className={styles.caption}>
        <span id={id}>{title}</span>
        <span className={styles.tools}>
          {(['svg', 'png'] as const).map((type) => (
            <Button
              key={type}
              small
              look="quiet"
              icon="download"
              aria-label={t('chart.save', { type: type.toUpperCase(), title })}
              onClick={() => saveAs(type)}
            >
              {type.toUpperCase()}
            </Button>
          ))}
        </span>
      </figcaption>
      <div ref={ref} className={styles.place}>
        <svg
          ref={drawing}
          className={styles.drawing}
          role="img"
          fontSize={13}
          aria-label={text}
          width={width}
          height={height(width)}
          viewBox={`0 0 ${width} ${height(width)}`}
        >
          <Hatch />
          {children(width)}
        </svg>
        {overlay?.(width)}
      </div>
    </figure>
  );
}

/** Chance is hatched, so that it reads without colour. Every drawing brings the pattern, so that it can be saved alone. */
function Hatch() {
  return (
    <defs>
      <pattern
        id="hatch"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="6" height="6" fill="var(--chance-soft)" />
        <rect width="2.6" height="6" fill="var(--chance)" />
      </pattern>
    </defs>
  );
}
