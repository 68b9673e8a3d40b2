/**
 * One row of a CSV table, quoted as RFC 4180 asks, without its line break.
 *
 * @param forSpreadsheet puts an apostrophe before a text that a spreadsheet would run as a formula; not for tables that
 * are read by programs
 */
export function csvRow(cells: readonly (string | number)[], forSpreadsheet = true): string {
  return cells.map((cell) => csvCell(cell, forSpreadsheet)).join(',');
}

function csvCell(value: string | number, forSpreadsheet: boolean): string {
  if (typeof value === 'number') return String(value);
  const safe = forSpreadsheet && /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
