import { tallyInSlices } from '../../core/evaluation/outcome-counts.ts';
import { readRunFile } from '../../core/evaluation/read-run-file.ts';
import { readTally } from '../../core/evaluation/read-tally.ts';
import type { TallyDocument } from '../../core/evaluation/tally-document.ts';
import type { Tally } from '../../core/evaluation/tally.ts';
import { createBreath } from '../breathe.ts';
import type { FileResults } from './scoring-messages.ts';

/** A run file with what its columns count. Rejects with a `CodedError`. */
export async function readRun(file: File): Promise<FileResults['run']> {
  const document = readRunFile(await file.text());
  const { columns, trueClasses, classes } = document;
  const breathe = createBreath();
  const counted: Tally[] = [];
  for (const { outcomes } of columns)
    counted.push(await tallyInSlices(outcomes, trueClasses, classes.length, breathe));
  return { document, counted };
}

/** Rejects with a `CodedError`. */
export async function readTallies(files: readonly File[]): Promise<TallyDocument[]> {
  const documents: TallyDocument[] = [];
  for (const file of files) documents.push(readTally(await file.text(), file.name));
  return documents;
}
