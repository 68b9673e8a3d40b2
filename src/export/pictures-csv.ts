import { csvRow } from '../core/archive/csv-row.ts';
import type { RunDocument } from '../core/evaluation/run-document.ts';

/** A table of a run: one row a picture, with what each column says of it. Ranks count from 1; a picture that could not be read has none. */
export function picturesAsCsv(run: RunDocument): string {
  const { pictures, trueClasses, classes, columns } = run;
  const nameOf = (index: number): string => classes[index]?.names[0] ?? '';
  const head = columns.flatMap((_, index) =>
    ['predicted', 'right', 'rank', 'confidence'].map((key) => `${key}_${index + 1}`),
  );
  const rows = pictures.map((name, picture) => {
    const own = trueClasses[picture] ?? -1;
    const said = columns.flatMap(({ outcomes }) => {
      const predicted = outcomes.predicted[picture] ?? -1;
      if (predicted < 0) return ['', '', '', ''];
      const { rank, confidence } = outcomes;
      return [
        nameOf(predicted),
        predicted === own ? 1 : 0,
        (rank[picture] ?? 0) + 1,
        Number((confidence[picture] ?? 0).toPrecision(9)),
      ];
    });
    return csvRow([name, nameOf(own), ...said]);
  });
  return `${[csvRow(['picture', 'class', ...head]), ...rows].join('\r\n')}\r\n`;
}
