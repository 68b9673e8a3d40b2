import { elementCount } from '../model/parameters.ts';
import type {
  LoadReport,
  ParameterReport,
  PartSummary,
  TensorPiece,
  TrainingNote,
} from './load-report.ts';
import { verdictOf } from './verdict.ts';

/**
 * The account of a model some of whose parameters were trained here: those come from `file`, all else from where it came before.
 * What the files hold stays as it was; what the model holds counts trained parameters as present.
 */
export function trainedReport(
  report: LoadReport,
  trained: ReadonlyMap<string, TensorPiece>,
  training: TrainingNote,
): LoadReport {
  const parameters = report.parameters.map(({ parameter, provenance }): ParameterReport => {
    const piece = trained.get(parameter.name);
    return piece
      ? { parameter, provenance: { kind: 'trained', pieces: [piece], training } }
      : { parameter, provenance };
  });
  const parts = report.parts.map((part) => recounted(part, parameters));
  const held = parts.map((part) => ({ ...part, loaded: part.loaded + (part.trained ?? 0) }));
  return { ...report, parameters, parts, verdict: verdictOf(held, 'loaded') };
}

function recounted(summary: PartSummary, reports: readonly ParameterReport[]): PartSummary {
  const own = reports.filter(({ parameter }) => parameter.part === summary.part);
  const count = (kind: ParameterReport['provenance']['kind']): number =>
    own.filter(({ provenance }) => provenance.kind === kind).length;
  const loadedNumbers = own
    .filter(({ provenance }) => provenance.kind === 'loaded')
    .reduce((sum, { parameter }) => sum + elementCount(parameter.shape), 0);
  return {
    ...summary,
    loaded: count('loaded'),
    loadedNumbers,
    trained: count('trained'),
    ...(summary.told !== undefined && { told: count('told') }),
    dropped: count('dropped'),
    reset: count('reset'),
    initialised: count('initialised'),
  };
}
