/** What a run found out: rows of cells, of which the first says what the row is. */
export interface Figures {
  /** On what it was measured: rows of another machine or of other versions do not stand beside these. */
  readonly setting: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const BEGIN = '<!-- bench:peer begin -->';
const END = '<!-- bench:peer end -->';

/** What begins a page of figures that is not there yet. */
export const emptyPage = (title: string): string => `# ${title}\n\n${BEGIN}\n${END}\n`;

/**
 * The page with these rows in its table. What stands outside of the two marks is left; inside, rows that were not measured now
 * stay where the setting and the columns are the same.
 *
 * @param order the first cell of every row that there can be, from top to bottom; others are left out
 * @throws RangeError where the page has not each mark once
 */
export function withFigures(page: string, figures: Figures, order: readonly string[]): string {
  const { before, inside, after } = partsOf(page);
  const lines = new Map(
    hasSameTable(inside, figures) ? rowLines(inside).map((line) => [workOf(line), line]) : [],
  );
  for (const row of figures.rows) lines.set(plain(row[0] ?? ''), lineOf(row));
  const rows = order.flatMap((work) => lines.get(plain(work)) ?? []);
  const table = [lineOf(figures.head), lineOf(figures.head.map(() => '---')), ...rows];
  return `${before}${BEGIN}\n${plain(figures.setting)}\n\n${table.join('\n')}\n${END}${after}`;
}

/** Whether rows of this setting may stand in the page's table without the others being lost; an empty table has none to lose. */
export function fitsPage(page: string, figures: Figures): boolean {
  const { inside } = partsOf(page);
  return rowLines(inside).length === 0 || hasSameTable(inside, figures);
}

function partsOf(page: string) {
  const [before = '', rest, ...more] = page.split(BEGIN);
  const [inside = '', after, ...others] = (rest ?? '').split(END);
  if (rest === undefined || after === undefined || more.length + others.length > 0)
    throw new RangeError(`The page of figures needs ${BEGIN} and ${END}, each once.`);
  return { before, inside, after };
}

function hasSameTable(inside: string, { setting, head }: Figures): boolean {
  const lines = inside.split('\n');
  return lines.includes(plain(setting)) && lines.includes(lineOf(head));
}

/** The lines of a table without its head. */
const rowLines = (inside: string): readonly string[] =>
  inside
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2);

const workOf = (line: string): string => line.slice(2, line.indexOf(' | ', 2));

const lineOf = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |`;

/** One line, and nothing in it that would end a cell or the table. */
const plain = (text: string): string =>
  text.replaceAll('<!--', '').replaceAll('|', '/').replaceAll(/\s+/g, ' ').trim();
