import type { LoadReport, PartSummary } from '../../core/checkpoint/load-report.ts';
import { elementCount } from '../../core/model/parameters.ts';
import {
  afterRule,
  type AfterRule,
  bytesInFile,
  inFile,
  type InFile,
  WITHOUT_CHANCE,
} from './report-words.ts';

/** One of the five parts as the picture shows it. */
export interface PartFacts {
  readonly part: PartSummary['part'];
  /** Share of the model's numbers, in [0, 1]. */
  readonly share: number;
  /** Share of all parts before it. */
  readonly before: number;
  readonly numbers: number;
  readonly inFile: InFile;
  readonly numbersInFile: number;
  readonly bytesInFile: number;
  readonly after: AfterRule;
  /** The rule leaves out all of it that the file holds. */
  readonly dropped: boolean;
  readonly loadedNumbers: number;
  readonly randomNumbers: number;
}

/** The parts that the model has, of the five, with their shares of the whole: SigLIP has no image projection. */
export function partFacts(report: LoadReport): readonly PartFacts[] {
  const all = report.parts.reduce((sum, { numbers }) => sum + numbers, 0);
  const before = (index: number): number =>
    report.parts.slice(0, index).reduce((sum, { numbers }) => sum + numbers, 0);
  const facts = report.parts.map((summary, index) => ({
    part: summary.part,
    share: all > 0 ? summary.numbers / all : 0,
    before: all > 0 ? before(index) / all : 0,
    numbers: summary.numbers,
    inFile: inFile(summary),
    numbersInFile: summary.inGraph ? summary.numbers : numbersInFile(report, summary.part),
    bytesInFile: summary.inGraph?.bytes ?? bytesInFile(report, summary.part),
    after: afterRule(summary),
    dropped: summary.loaded === 0 && summary.dropped > 0,
    loadedNumbers: summary.loadedNumbers,
    randomNumbers:
      WITHOUT_CHANCE.has(afterRule(summary)) || afterRule(summary) === 'trained'
        ? 0
        : summary.numbers - summary.loadedNumbers,
  }));
  return facts.filter(({ numbers }) => numbers > 0);
}

function numbersInFile({ parameters }: LoadReport, part: PartSummary['part']): number {
  return parameters
    .filter(({ parameter, provenance }) => parameter.part === part && 'pieces' in provenance)
    .reduce((sum, { parameter }) => sum + elementCount(parameter.shape), 0);
}
