import type { LoadReport, PartSummary, Verdict } from '../../core/checkpoint/load-report.ts';
import { type Architecture, PARTS, type Part } from '../../core/model/architecture.ts';
import { elementCount, parametersOf } from '../../core/model/parameters.ts';

/** The report of a load in which the file holds whole parts or nothing of them. */
export function fakeReport(
  file: string,
  present: readonly Part[],
  { rule, seed }: Pick<LoadReport, 'rule' | 'seed'>,
  architecture: Architecture,
): LoadReport {
  const law = { kind: 'constant', value: 0 } as const;
  const all = parametersOf(architecture);
  const taken = (part: Part): boolean => present.includes(part) && rule.takes.includes(part);
  const parts = PARTS.map((part): PartSummary => {
    const own = all.filter((parameter) => parameter.part === part);
    const numbers = own.reduce((sum, { shape }) => sum + elementCount(shape), 0);
    const [here, loaded] = [present.includes(part) ? own.length : 0, taken(part) ? own.length : 0];
    return {
      part,
      parameters: own.length,
      numbers,
      present: here,
      loaded,
      loadedNumbers: taken(part) ? numbers : 0,
      dropped: here - loaded,
      reset: 0,
      initialised: own.length - here,
    };
  });
  return {
    files: file ? [file] : [],
    layout: file ? 'openclip' : null,
    rule,
    seed,
    parameters: all.map((parameter) => ({
      parameter,
      provenance: taken(parameter.part)
        ? { kind: 'loaded', pieces: [] }
        : { kind: 'initialised', law },
    })),
    parts,
    unexpected: [],
    beside: [],
    buffers: [],
    contents: verdictOf(present),
    verdict: verdictOf(present.filter(taken)),
  };
}

function verdictOf(parts: readonly Part[]): Verdict {
  if (parts.length === PARTS.length) return { kind: 'complete' };
  if (parts.length === 0) return { kind: 'nothing-of-clip' };
  if (parts.every((part) => part.startsWith('image'))) return { kind: 'vision-only' };
  return { kind: 'parts-missing', missing: PARTS.filter((part) => !parts.includes(part)) };
}
