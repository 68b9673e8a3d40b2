import { columnOfFiles } from './column-of-files.ts';
import { readRun, readTallies } from './read-results.ts';
import { scoreVectorFiles } from './score-vector-files.ts';
import type { FileJob, FileResults, FileWork, Scoring } from './scoring-messages.ts';
import { labelsOfShards } from './shard-labels.ts';

type Reader<Job extends FileJob> = (
  work: FileWork[Job],
  open: (products: number) => Scoring,
) => Promise<FileResults[Job]>;

const READERS: { readonly [Job in FileJob]: Reader<Job> } = {
  vectors: scoreVectorFiles,
  run: readRun,
  tallies: readTallies,
  columns: ({ files, scale }) => columnOfFiles(files, scale),
  labels: ({ lists, shards, classes }) => labelsOfShards(lists, shards, classes),
};

/** Reads on this thread what a `Scoring` is asked to read. Rejects with a `CodedError`. */
export function readFiles<Job extends FileJob>(
  job: Job,
  work: FileWork[Job],
  open: (products: number) => Scoring,
): Promise<FileResults[Job]> {
  return READERS[job](work, open);
}
