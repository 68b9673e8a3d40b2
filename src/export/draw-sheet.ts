import { bitmapOf, pngOf } from '../browser/bitmap-of.ts';
import { BrowserSilentError } from '../core/waiting/answer-of.ts';
import type { Picture } from '../store/types.ts';
import type { Sheet, SheetBars, SheetRow } from './sheet.ts';

/** Lengths in CSS pixels; the PNG has twice as many, so that it is sharp on a slide. */
const SCALE = 2;
const MARGIN = 28;
const HEAD = 96;
const PICTURE = 96;
const PICTURE_COLUMN = 150;
const COLUMN = 380;
const BAR = 24;
const ROW_GAP = 18;
const FOOT = 44;

const FONT = "system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif";
/** The page's light colours: a slide or a printed sheet is white. */
const INK = '#13201e';
const MUTED = '#4d5d5a';
const LINE = '#d3dcd9';
const SUNKEN = '#e9eeec';
const TRAINED = '#0b6b66';
const TRAINED_PALE = '#74a9a5';
const CHANCE = '#a8480f';
const CHANCE_SOFT = '#f7e6da';

type Context = OffscreenCanvasRenderingContext2D;

/** Draws a sheet as a PNG. `read` gives a picture's bytes; one that cannot be decoded leaves its place empty. */
export async function drawSheet(
  sheet: Sheet,
  read: (picture: Picture) => Promise<Blob>,
): Promise<Blob> {
  const width = 2 * MARGIN + PICTURE_COLUMN + sheet.columns.length * COLUMN;
  const height =
    HEAD + sheet.rows.reduce((sum, row) => sum + heightOf(row) + ROW_GAP, 0) + FOOT + MARGIN;
  const canvas = new OffscreenCanvas(width * SCALE, height * SCALE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives the page no canvas.');
  context.scale(SCALE, SCALE);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  drawHead(context, sheet, width);
  let top = HEAD;
  for (const row of sheet.rows) {
    await drawRow(context, row, sheet, top, read);
    top += heightOf(row) + ROW_GAP;
    line(context, MARGIN, top - ROW_GAP / 2, width - MARGIN);
  }
  text(context, `${sheet.title}. ${sheet.footer}`, MARGIN, top + 16, width - 2 * MARGIN, {
    color: MUTED,
    size: 12,
  });
  return pngOf(canvas);
}

function heightOf({ columns }: SheetRow): number {
  const lines = Math.max(...columns.map(({ bars, note }) => bars.length + (note === '' ? 0 : 1)));
  return Math.max(PICTURE + 22, lines * BAR);
}

function drawHead(context: Context, { columns }: Sheet, width: number): void {
  columns.forEach((column, index) => {
    const left = MARGIN + PICTURE_COLUMN + index * COLUMN;
    fill(context, left, 26, 16, 16, column.chance ? hatch(context) : TRAINED);
    outline(context, left, 26, 16, 16, column.chance ? CHANCE : TRAINED);
    text(context, column.title, left + 26, 34, COLUMN - 50, { size: 18, bold: true });
    text(context, column.summary, left, 62, COLUMN - 24, { color: MUTED, size: 12 });
  });
  line(context, MARGIN, HEAD - ROW_GAP / 2, width - MARGIN);
}

async function drawRow(
  context: Context,
  row: SheetRow,
  sheet: Sheet,
  top: number,
  read: (picture: Picture) => Promise<Blob>,
): Promise<void> {
  await drawPicture(context, await read(row.picture), top);
  text(context, row.name, MARGIN, top + PICTURE + 14, PICTURE_COLUMN - 16, { size: 12 });
  row.columns.forEach((column, index) => {
    const left = MARGIN + PICTURE_COLUMN + index * COLUMN;
    drawBars(context, column, left, top, sheet.columns[index]?.chance === true);
  });
}

async function drawPicture(context: Context, blob: Blob, top: number): Promise<void> {
  const bitmap = await bitmapOf(blob).catch((error: unknown) => {
    // It would be as silent about the next one.
    if (error instanceof BrowserSilentError) throw error;
    return null;
  });
  if (!bitmap) {
    fill(context, MARGIN, top, PICTURE, PICTURE, SUNKEN);
    return;
  }
  const shrink = PICTURE / Math.max(bitmap.width, bitmap.height);
  const [width, height] = [bitmap.width * shrink, bitmap.height * shrink];
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, MARGIN, top + (PICTURE - height) / 2, width, height);
  bitmap.close();
}

function drawBars(
  context: Context,
  { bars, chance, note }: SheetBars,
  left: number,
  top: number,
  random: boolean,
): void {
  const [track, length] = [left + 150, 140];
  bars.forEach(({ label, length: share, value, wins, mark }, index) => {
    const middle = top + index * BAR + BAR / 2;
    text(context, mark, left, middle, 14, { bold: true });
    text(context, label, left + 16, middle, 128, { bold: wins });
    fill(context, track, middle - 7, length, 14, SUNKEN);
    const pale = random ? hatch(context) : wins ? TRAINED : TRAINED_PALE;
    fill(context, track, middle - 7, length * share, 14, pale);
    if (random) outline(context, track, middle - 7, length * share, 14, CHANCE);
    text(context, value, left + COLUMN - 28, middle, 60, { bold: wins, right: true });
  });
  if (chance !== null && bars.length > 0) {
    context.setLineDash([2, 2]);
    context.strokeStyle = INK;
    context.beginPath();
    context.moveTo(track + length * chance, top + 2);
    context.lineTo(track + length * chance, top + bars.length * BAR - 2);
    context.stroke();
    context.setLineDash([]);
  }
  if (note !== '') {
    const middle = top + bars.length * BAR + BAR / 2;
    text(context, note, left + 16, middle, COLUMN - 40, { color: MUTED, size: 12 });
  }
}

/** Stripes as the page's hatched bars have them. */
function hatch(context: Context): CanvasPattern | string {
  const tile = new OffscreenCanvas(8, 8);
  const stripes = tile.getContext('2d');
  if (!stripes) return CHANCE;
  stripes.fillStyle = CHANCE_SOFT;
  stripes.fillRect(0, 0, 8, 8);
  stripes.strokeStyle = CHANCE;
  stripes.lineWidth = 2.5;
  stripes.beginPath();
  // One stripe over the tile and two corners of its neighbours.
  for (const shift of [-8, 0, 8]) {
    stripes.moveTo(shift - 2, 10);
    stripes.lineTo(shift + 10, -2);
  }
  stripes.stroke();
  return context.createPattern(tile, 'repeat') ?? CHANCE;
}

interface TextOptions {
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly right?: boolean;
}

/** One line of text around the middle height `y`; what does not fit ends in an ellipsis. */
function text(
  context: Context,
  words: string,
  x: number,
  y: number,
  most: number,
  { size = 13, bold = false, color = INK, right = false }: TextOptions = {},
): void {
  context.font = `${bold ? 700 : 400} ${size}px ${FONT}`;
  context.fillStyle = color;
  context.textBaseline = 'middle';
  context.textAlign = right ? 'right' : 'left';
  context.fillText(shortened(context, words, most), x, y);
}

function shortened(context: Context, words: string, most: number): string {
  if (context.measureText(words).width <= most) return words;
  // Whole characters, so that no emoji is cut in half.
  const characters = Array.from(
    new Intl.Segmenter().segment(words.slice(0, 500)),
    ({ segment }) => segment,
  );
  while (characters.length > 0 && context.measureText(`${characters.join('')}…`).width > most)
    characters.pop();
  return `${characters.join('')}…`;
}

function fill(
  context: Context,
  x: number,
  y: number,
  width: number,
  height: number,
  style: CanvasPattern | string,
): void {
  context.fillStyle = style;
  context.fillRect(x, y, width, height);
}

function outline(
  context: Context,
  x: number,
  y: number,
  width: number,
  height: number,
  color: string,
): void {
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, Math.max(0, width - 1), height - 1);
}

function line(context: Context, from: number, y: number, to: number): void {
  fill(context, from, y, to - from, 1, LINE);
}
