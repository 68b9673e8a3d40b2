import type { RunColumn, RunDocument } from './run-document.ts';

/** How a run file names itself; another version of its layout has another number. */
export const RUN_FILE_FORMAT = 'zero-shot-playground-evaluation';
export const RUN_FILE_VERSION = 1;

/** Nine significant digits tell every float32 from its neighbours (IEEE 754-2019, 5.12.2). */
const FLOAT32_DIGITS = 9;

/** The run as JSON text, one line a list, so that a person can look into it and two versions can be compared. */
export function writeRunFile(run: RunDocument): string {
  const head = {
    format: RUN_FILE_FORMAT,
    version: RUN_FILE_VERSION,
    page: run.page,
    madeAt: run.madeAt,
    set: run.set,
    settings: run.settings,
    classes: run.classes.map(({ names }) => names),
    pictures: run.pictures,
    trueClasses: Array.from(run.trueClasses),
    columns: run.columns.map(columnToWrite),
  };
  return `${objectLines(head)}\n`;
}

function columnToWrite({ model, nearestMean, outcomes }: RunColumn) {
  return {
    model,
    nearestMean,
    predicted: Array.from(outcomes.predicted),
    rank: Array.from(outcomes.rank),
    confidence: Array.from(outcomes.confidence, (value) =>
      Number(value.toPrecision(FLOAT32_DIGITS)),
    ),
  };
}

function objectLines(object: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(object).map(
    ([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}`;
}
