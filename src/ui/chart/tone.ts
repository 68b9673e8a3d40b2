/** How a column is drawn: a complete model is plain, everything that holds chance is hatched. */
export interface Tone {
  readonly fill: string;
  readonly line: string;
}

export function toneOf(trained: boolean): Tone {
  return trained
    ? { fill: 'var(--trained)', line: 'var(--trained)' }
    : { fill: 'url(#hatch)', line: 'var(--chance)' };
}

/** A text cut to what fits into so many pixels of 13-pixel letters, of which Chinese ones are twice as wide. */
export function fitted(text: string, pixels: number): string {
  let room = pixels / 7.6;
  let end = 0;
  for (const letter of text) {
    room -= (letter.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1;
    if (room < 1 && end + letter.length < text.length) return `${text.slice(0, end)}…`;
    end += letter.length;
  }
  return text;
}
