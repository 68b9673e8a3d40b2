import type { LoadReport, ParameterReport, PartSummary } from './load-report.ts';
import type { ScaleOrigin } from './scale-origin.ts';

/** Scale and bias that the files of the towers lack: what each parameter holds (the scale's logarithm), and where it was found. */
export interface ToldScale {
  readonly values: { readonly logit_scale: number; readonly logit_bias: number };
  readonly origin: ScaleOrigin;
}

/**
 * The account of a model whose scale and bias were found elsewhere. What the files hold stays as it was, and so does the
 * verdict: both towers, of which the logit scale's part says the rest.
 */
export function toldReport(report: LoadReport, { values, origin }: ToldScale): LoadReport {
  const parameters = report.parameters.map((item): ParameterReport => {
    const { name } = item.parameter;
    if (name !== 'logit_scale' && name !== 'logit_bias') return item;
    return { ...item, provenance: { kind: 'told', value: values[name], origin } };
  });
  const parts = report.parts.map((part) =>
    part.part === 'logit-scale' ? recounted(part, parameters) : part,
  );
  return { ...report, parameters, parts };
}

function recounted(summary: PartSummary, reports: readonly ParameterReport[]): PartSummary {
  const own = reports.filter(({ parameter }) => parameter.part === summary.part);
  const count = (kind: ParameterReport['provenance']['kind']): number =>
    own.filter(({ provenance }) => provenance.kind === kind).length;
  const loaded = count('loaded');
  return {
    ...summary,
    // Each is one number.
    loaded,
    loadedNumbers: loaded,
    initialised: count('initialised'),
    told: count('told'),
  };
}

/**
 * Where the factor on cosines comes from, with the bias of a model that has one: the files of the towers, what lies beside
 * them or is published; `unknown` where a model trained with a sigmoid lacks one of its two numbers, so that its cosines tell no probability;
 * `stand-in` where a softmax takes 100 for it.
 */
export type ScaleState = 'own' | 'told' | 'unknown' | 'stand-in';

/** Of the parts' summary; a model that has a bias counts two parameters. */
export function scaleState({ parameters, loaded, trained = 0, told = 0 }: PartSummary): ScaleState {
  if (told > 0 && loaded + told === parameters) return 'told';
  if (loaded + trained === parameters) return 'own';
  return parameters > 1 ? 'unknown' : 'stand-in';
}

/** Where the report's scale was found, if not in the files of the towers. */
export function scaleOrigin({ parameters }: LoadReport): ScaleOrigin | null {
  const told = parameters.find(({ provenance }) => provenance.kind === 'told');
  return told?.provenance.kind === 'told' ? told.provenance.origin : null;
}
