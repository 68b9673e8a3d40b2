import { generate } from 'lean-qr';
import { useMemo } from 'react';
import { useWords } from '../words/WordsContext.tsx';
import styles from './QrPicture.module.css';

/** Light modules round the code: fewer, and cameras do not find it. */
const QUIET = 4;

interface Props {
  readonly text: string;
  /** What the code holds, for those who cannot see it. */
  readonly label: string;
}

/** A text as a QR code, black on white whatever the theme; a sentence where the text is too long for one. */
export function QrPicture({ text, label }: Props) {
  const { t } = useWords();
  const code = useMemo(() => outlineOf(text), [text]);
  if (!code) return <p>{t('qr.too-long')}</p>;
  const side = code.size + 2 * QUIET;
  return (
    <svg
      className={styles.code}
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path fill="#fff" d={`M${-QUIET} ${-QUIET}h${side}v${side}h${-side}z`} />
      <path fill="#000" d={code.outline} />
    </svg>
  );
}

/** The dark modules as one path, a stroke of a row each; `null` where no code is large enough. */
function outlineOf(text: string): { readonly size: number; readonly outline: string } | null {
  try {
    const code = generate(text);
    const { size } = code;
    let outline = '';
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const from = x;
        while (x < size && code.get(x, y)) x++;
        if (x > from) outline += `M${from} ${y}h${x - from}v1h${from - x}z`;
      }
    }
    return { size, outline };
  } catch {
    return null;
  }
}
