/** One version of the page, the newest first in the file. */
export interface ChangedVersion {
  readonly title: string;
  readonly groups: readonly ChangedGroup[];
}

interface ChangedGroup {
  /** Such as *Added*. */
  readonly title: string;
  /** A change each, in one line, with Markdown's code and links in it. */
  readonly changes: readonly string[];
}

/** The versions of a change log as `CHANGELOG.md` is written: headings of two levels, and a list below each of the second. */
export function readChangelog(text: string): readonly ChangedVersion[] {
  const versions: { title: string; groups: { title: string; changes: string[] }[] }[] = [];
  for (const line of text.split('\n')) {
    const [, mark = '', rest = ''] = /^(## |### |- | {2})(.*)$/.exec(line) ?? [];
    const group = versions.at(-1)?.groups.at(-1);
    if (mark === '## ') versions.push({ title: rest, groups: [] });
    else if (mark === '### ') versions.at(-1)?.groups.push({ title: rest, changes: [] });
    else if (mark === '- ') group?.changes.push(rest);
    // A change that takes several lines.
    else if (mark === '  ') group?.changes.push(`${group.changes.pop() ?? ''} ${rest}`);
  }
  return versions;
}

/** A piece of a change: plain text, or a name that is written as code. */
export interface ChangePiece {
  /** Its place in the change. */
  readonly at: number;
  readonly text: string;
  readonly code: boolean;
}

/** What a change says. Its links lead into the project, of which the page has no copy: their texts stay, as do those in italics. */
export function piecesOf(change: string): readonly ChangePiece[] {
  return change
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .split('`')
    .map((text, index) => {
      const code = index % 2 === 1;
      return { at: index, text: code ? text : text.replaceAll(/\*([^*]+)\*/g, '$1'), code };
    })
    .filter(({ text }) => text !== '');
}
