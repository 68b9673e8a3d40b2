import { CONFIG_JSON, parseBoundedJson } from '../core/bounds/bounded-json.ts';
import { csvRow } from '../core/archive/csv-row.ts';
import type { State } from '../store/state.ts';
import { writeLink } from '../store/link/link.ts';
import { pictureScores } from '../store/selectors/scores.ts';
import { modelOf } from '../store/columns/column-model.ts';

const FORMAT = 'zero-shot-playground';

/** Everything a saved JSON file holds: the set-up as a link's fragment, and all numbers. */
interface Saved {
  readonly format: typeof FORMAT;
  readonly version: 1;
  readonly setup: string;
  readonly columns: readonly object[];
  readonly results: readonly object[];
}

/** All numbers of the page as a table: one row a picture, column and label. Quoted as RFC 4180 asks. */
export function numbersAsCsv(all: State): string {
  const head = [
    'picture',
    'column',
    'model',
    'seed',
    'label',
    'cosine',
    'logit',
    'probability',
    'wins',
  ];
  const rows = all.pictures.flatMap(({ id, name }) =>
    all.columns.flatMap((column, index) => {
      const scores = pictureScores(all, column, id);
      const model = modelOf(column);
      return (scores?.scores ?? []).map(({ label, cosine, logit, probability }, i) => [
        name,
        index + 1,
        model?.report.verdict.kind ?? '',
        column.seed,
        label.text,
        cosine,
        logit,
        probability,
        i === scores?.winner ? 1 : 0,
      ]);
    }),
  );
  return [head, ...rows].map((row) => csvRow(row)).join('\r\n');
}

/** All numbers with the set-up that gave them; {@link setupOfJson} reads the set-up back. */
export function numbersAsJson(all: State): string {
  const saved: Saved = {
    format: FORMAT,
    version: 1,
    setup: writeLink(all),
    columns: all.columns.map((column) => {
      const model = modelOf(column);
      return {
        files: model?.report.files ?? [],
        rule: column.rule,
        seed: column.seed,
        ...(column.barsBy && { barsBy: column.barsBy }),
        verdict: model?.report.verdict.kind ?? null,
        fingerprints: model?.model.fingerprints ?? null,
      };
    }),
    results: all.pictures.map(({ id, name, known }) => ({
      picture: name,
      known,
      columns: all.columns.map((column) =>
        pictureScores(all, column, id)?.scores.map(({ label, cosine, logit, probability }) => ({
          label: label.text,
          cosine,
          logit,
          probability,
        })),
      ),
    })),
  };
  return JSON.stringify(saved, null, 1);
}

/** The set-up in a saved file, as the fragment of a link; `null` where it is no such file. */
export async function setupOfFile(file: File): Promise<string | null> {
  return file.size > CONFIG_JSON.characters ? null : setupOfJson(await file.text());
}

/** The same of the file's text. */
export function setupOfJson(text: string): string | null {
  try {
    const saved = parseBoundedJson(text, CONFIG_JSON) as Partial<Saved> | null;
    const fits = saved?.format === FORMAT && saved.version === 1;
    return fits && typeof saved.setup === 'string' ? saved.setup : null;
  } catch {
    return null;
  }
}
