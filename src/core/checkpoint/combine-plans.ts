import { type ModelDescription, PARTS, type Part } from '../model/architecture.ts';
import { CodedError } from '../errors.ts';
import type { LoadReport, ParameterReport, PartSummary, TensorPiece } from './load-report.ts';
import type { LoadRule } from './load-rules.ts';
import { verdictOf } from './verdict.ts';

/** The parts that the three sides of a model give. */
export const SIDE_PARTS = {
  image: ['image-tower', 'image-projection'],
  text: ['text-tower', 'text-projection'],
  scale: ['logit-scale'],
} as const satisfies Readonly<Record<string, readonly Part[]>>;

/** One source of a model, planned on its own. Its files have names that no other side's files have. */
export interface SidePlan {
  readonly name: string;
  /** What it gives; each part is given by one side. */
  readonly parts: readonly Part[];
  readonly description: ModelDescription;
  readonly report: LoadReport;
}

/** The rule, as far as it concerns one side. */
export function ruleOfSide(rule: LoadRule, parts: readonly Part[]): LoadRule {
  return { ...rule, takes: rule.takes.filter((part) => parts.includes(part)) };
}

/**
 * One model of several sides: every parameter with the account of the side that gives it.
 * @param rule the rule of the whole model
 * @throws CodedError `towers-apart` where the towers end in spaces of different size
 */
export function combinePlans(
  sides: readonly SidePlan[],
  rule: LoadRule,
): Pick<SidePlan, 'description' | 'report'> {
  const image = sideOf(sides, 'image-tower');
  const text = sideOf(sides, 'text-tower');
  const parameters = PARTS.flatMap((part): readonly ParameterReport[] =>
    sideOf(sides, part).report.parameters.filter(({ parameter }) => parameter.part === part),
  );
  const parts = PARTS.flatMap((part): readonly PartSummary[] =>
    sideOf(sides, part).report.parts.filter((summary) => summary.part === part),
  );
  const foreign = sides.flatMap(foreignIn);
  const description = describeTogether(image, text);
  refuseUnknownStart(description, parameters);
  return {
    description,
    report: {
      files: sides.flatMap(({ report }) => report.files),
      sides: sides.map(({ name, parts: own, report: { files } }) => ({ name, files, parts: own })),
      layout: image.report.layout ?? text.report.layout,
      ready: {
        ...(image.report.ready?.image !== undefined && { image: image.report.ready.image }),
        ...(text.report.ready?.text !== undefined && { text: text.report.ready.text }),
      },
      rule,
      seed: image.report.seed,
      parameters,
      parts,
      unexpected: sides.flatMap(({ report }) => report.unexpected),
      beside: sides.flatMap(({ report }) => report.beside),
      buffers: sides.flatMap(({ report }) => report.buffers),
      wrappings: sides.flatMap(({ report }) => report.wrappings ?? []),
      contents: verdictOf(parts, 'present', foreign),
      verdict: verdictOf(parts, 'loaded', foreign),
    },
  };
}

/** What a side's own verdict names: a foreign tensor of the other tower of its file is not taken. */
function foreignIn({ report: { verdict, unexpected } }: SidePlan): readonly TensorPiece[] {
  if (verdict.kind !== 'not-computed') return [];
  return unexpected.filter(({ tensor }) => verdict.tensors.includes(tensor.name));
}

function sideOf(sides: readonly SidePlan[], part: Part): SidePlan {
  const found = sides.find(({ parts }) => parts.includes(part));
  if (!found) throw new RangeError(`No side gives the ${part}.`);
  return found;
}

/** SigLIP's tower beside one of CLIP's: nobody's constructor makes both, so nothing of them can be drawn. @throws CodedError */
function refuseUnknownStart(
  { architecture: { image, text } }: ModelDescription,
  parameters: readonly ParameterReport[],
): void {
  if ((image.kind === 'siglip') === (text.kind === 'siglip')) return;
  // A missing scale has a stand-in.
  const random = parameters.find(
    ({ parameter, provenance }) => parameter.part !== 'logit-scale' && 'law' in provenance,
  );
  if (!random) return;
  throw new CodedError(
    'checkpoint-unsupported',
    `One tower is of SigLIP and the other of CLIP, and ${random.parameter.name} would start at random: no library makes such a pair, so nothing says how. Choose files that bring all of both towers.`,
    { kind: 'no-start', parameter: random.parameter.name },
  );
}

function describeTogether(image: SidePlan, text: SidePlan): ModelDescription {
  const [seen, read] = [image.description, text.description];
  const { embedDim } = seen.architecture;
  if (embedDim !== read.architecture.embedDim) {
    throw new CodedError(
      'towers-apart',
      `These towers do not fit: the image side of ${image.name} ends in ${embedDim} dimensions, the text side of ${text.name} in ${read.architecture.embedDim}. Choose a text tower that ends in ${embedDim}.`,
      { image: embedDim, text: read.architecture.embedDim },
    );
  }
  return {
    ...seen,
    architecture: { ...seen.architecture, text: read.architecture.text },
    ...(read.activation !== seen.activation && { textActivation: read.activation }),
  };
}
