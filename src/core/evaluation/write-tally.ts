import {
  CONFIDENCE_UNIT,
  TALLY_FORMAT,
  TALLY_VERSION,
  type TallyDocument,
} from './tally-document.ts';
import type { Confusion } from './confusion.ts';

/** A tally as the text of a file that `score.py` folds with others and the page opens: one line a field. */
export function writeTally(document: TallyDocument): string {
  const { set, templates, classes, model, vectors, truth, shards, tally } = document;
  const { counts, right, confidence } = tally.reliability;
  const fields = {
    format: TALLY_FORMAT,
    version: TALLY_VERSION,
    set,
    templates,
    classes: classes.map(({ names }) => names),
    model,
    vectors,
    truth,
    shards,
    pictures: tally.pictures,
    unscored: tally.unscored,
    ranks: [...tally.ranks],
    totals: [...tally.classTotals],
    right: [...tally.classRight],
    predicted: [...tally.predicted],
    confusion: truth && tally.confusion ? pairsOf(tally.confusion) : null,
    calibration: {
      counts: [...counts],
      right: [...right],
      confidence: Array.from(confidence, (sum) => Math.round(sum / CONFIDENCE_UNIT)),
    },
  };
  const lines = Object.entries(fields).map(
    ([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** For each true class its predicted classes and their counts by turns. */
function pairsOf({ classCount, counts }: Confusion): number[][] {
  return Array.from({ length: classCount }, (_, trueClass) => {
    const row = counts.subarray(trueClass * classCount, (trueClass + 1) * classCount);
    return Array.from(row, (count, predicted) => [predicted, count]).flatMap((pair) =>
      pair[1] === 0 ? [] : pair,
    );
  });
}
