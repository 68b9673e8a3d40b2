import type {
  LoadReport,
  ParameterReport,
  PartSummary,
  Provenance,
  TensorPiece,
  TrainingNote,
} from '../../core/checkpoint/load-report.ts';
import type { ScaleOrigin } from '../../core/checkpoint/scale-origin.ts';
import { scaleOrigin, scaleState } from '../../core/checkpoint/told-report.ts';
import { isMobile } from '../../core/checkpoint/loaders/mobile-names.ts';
import { isSiglip } from '../../core/checkpoint/loaders/siglip-names.ts';
import { isVit } from '../../core/checkpoint/loaders/timm-names.ts';
import { type Making, partsOf } from '../../core/checkpoint/makings.ts';
import type { InitLaw } from '../../core/init/init-law.ts';
import type { Words } from '../../words/translate.ts';

/** The verdict in one sentence: what the files hold, and what the rule makes of it. */
export function verdictSentence({ t }: Words, report: LoadReport): string {
  const { contents, verdict, parts, rule, sides } = report;
  const chance = parts.filter(isChance);
  const trained = parts.filter((part) => (part.trained ?? 0) > 0);
  const computed = verdict.kind !== 'not-computed';
  if (trained.length > 0 && computed) {
    return t('inspect.repaired', {
      parts: trained.map(({ part }) => t(`part.${part}`)).join(', '),
    });
  }
  const words = {
    parts: chance.map(({ part }) => t(`part.${part}`)).join(', '),
    names: someNames(foreignNames(report)),
  };
  const told = toldSentence({ t }, report);
  if (told) return told;
  if (verdict.kind === 'both-towers' && isScaleUnknown(report)) {
    return contents.kind === 'both-towers'
      ? t('same.scale-unknown')
      : t('rule-leaves.scale-unknown', { file: t(`whole.${contents.kind}`) });
  }
  if (sides && verdict.kind === 'complete') return t('towers.complete', { count: sides.length });
  const resets = (rule.resets ?? []).map((reset) => t(`reset.${reset}`)).join(', ');
  if (computed && parts.some(({ reset }) => reset > 0)) return t('towers.reset', { parts: resets });
  if (contents.kind === verdict.kind && contents.kind !== 'parts-missing') {
    return t(`same.${contents.kind}`, words);
  }
  const dropped = parts.some((part) => part.dropped > 0);
  if (!dropped && verdict.kind === 'parts-missing') return t('same.parts-missing', words);
  return t(`rule-leaves.${verdict.kind}`, { ...words, file: t(`whole.${contents.kind}`) });
}

/** Both towers of the files, and where scale and bias were found that they lack; `null` where they lack nothing, or more. */
function toldSentence({ t }: Pick<Words, 't'>, report: LoadReport): string | null {
  const origin = scaleOrigin(report);
  if (!origin || report.verdict.kind !== 'both-towers') return null;
  return origin.kind === 'file'
    ? t('same.scale-beside', { file: origin.file })
    : t('same.scale-published', { repo: origin.repo });
}

/** Whether the model was trained with a sigmoid, and its scale or bias is at hand nowhere. */
export function isScaleUnknown({ parts }: LoadReport): boolean {
  return parts.some((part) => afterRule(part) === 'unknown');
}

/** Where scale and bias were found, after the number or the part that they are. */
function scaleOriginWords({ t, number }: Words, origin: ScaleOrigin): string {
  return origin.kind === 'file'
    ? t('scale.told-file', { file: origin.file, kb: number(origin.bytes / 1000, 0) })
    : t('scale.told-published', { repo: origin.repo });
}

/** What is to say of a logit scale that no file of the towers gives; `null` of every other part. */
export function scaleNote(words: Words, after: AfterRule, report: LoadReport): string | null {
  if (after === 'stand-in' || after === 'unknown') return words.t(`parts.${after}`);
  const origin = after === 'told' ? scaleOrigin(report) : null;
  return origin && scaleOriginWords(words, origin);
}

function isChance(part: PartSummary): boolean {
  return (
    part.loaded + (part.trained ?? 0) < part.parameters && !WITHOUT_CHANCE.has(afterRule(part))
  );
}

function foreignNames({ contents, verdict }: LoadReport): readonly string[] {
  const said = [verdict, contents].find(({ kind }) => kind === 'not-computed');
  return said?.kind === 'not-computed' ? said.tensors : [];
}

/** The first names of a list, and how many there are where not all are shown. */
export function someNames(names: readonly string[], most = 8): string {
  const more = names.length > most ? ` … (${names.length})` : '';
  return names.slice(0, most).join(', ') + more;
}

/** Where the model lies in its files, and what could be taken instead, a sentence each. */
export function wrappingSentences({ t }: Words, { wrappings = [] }: LoadReport): string[] {
  return wrappings.flatMap(({ file, prefix, others, joined }) => {
    const taken = prefix.replace(/\.$/, '') || t('look.top');
    return [
      ...(prefix === '' ? [] : [t('look.prefix', { file, prefix })]),
      ...(joined ? [t('look.joined', { file, names: someNames(joined) })] : []),
      ...(others.length > 0 ? [t('look.others', { names: someNames(others), taken })] : []),
    ];
  });
}

/** The sides that run as their file's own graph, of whose parameters its names tell none: what the tower is, nothing says. */
function untoldSides({ ready = {}, parameters }: LoadReport): readonly ('image' | 'text')[] {
  return (['image', 'text'] as const).filter((side) => {
    const own = parameters.filter(({ parameter }) => parameter.part.startsWith(side));
    const untold = own.every(
      ({ provenance }) => provenance.kind === 'loaded' && provenance.pieces.length === 0,
    );
    return ready[side] !== undefined && untold;
  });
}

/** The parameters that are known to be the model's: of a side that is only known as a graph there are none. */
export function knownParameters(report: LoadReport): readonly ParameterReport[] {
  const untold = untoldSides(report);
  return report.parameters.filter(
    ({ parameter }) => !untold.some((side) => parameter.part.startsWith(side)),
  );
}

/** What is not known of a side that runs as its file's own graph, a sentence each. */
export function untoldSentences({ t }: Words, report: LoadReport): string[] {
  return untoldSides(report).map((side) =>
    t('formats.untold-side', { part: t(`part.${side}-tower`), file: report.ready?.[side] ?? '' }),
  );
}

export type InFile = 'present' | 'absent' | 'partly';

/** How much of a part the files hold. */
export function inFile({ present, parameters }: PartSummary): InFile {
  if (present === 0) return 'absent';
  return present === parameters ? 'present' : 'partly';
}

export type AfterRule =
  | 'loaded'
  | 'trained'
  | 'dropped'
  | 'reset'
  | 'random'
  | 'partly-loaded'
  | 'told'
  | 'unknown'
  | 'stand-in';

/** What is known of a part that is not in the files, without chance: the logit scale, where there is no bias a fixed one. */
export const WITHOUT_CHANCE: ReadonlySet<AfterRule> = new Set(['told', 'unknown', 'stand-in']);

/** What becomes of a part under the rule. A missing logit scale is not left to chance. */
export function afterRule(summary: PartSummary): AfterRule {
  const { part, loaded, dropped, reset, parameters, trained = 0 } = summary;
  if (trained > 0) return loaded + trained === parameters ? 'trained' : 'partly-loaded';
  if (loaded === parameters) return 'loaded';
  const state = part === 'logit-scale' ? scaleState(summary) : 'own';
  if (state !== 'own') return state;
  if (loaded > 0) return 'partly-loaded';
  if (reset > 0) return 'reset';
  return dropped > 0 ? 'dropped' : 'random';
}

/** Bytes of the files that belong to a part, whatever the rule takes. */
export function bytesInFile({ parameters }: LoadReport, part: PartSummary['part']): number {
  return parameters
    .filter(({ parameter }) => parameter.part === part)
    .flatMap(({ provenance }) => ('pieces' in provenance ? provenance.pieces : []))
    .reduce((sum, { tensor }) => sum + tensor.end - tensor.begin, 0);
}

/** Where one parameter's numbers come from: file, key, byte range and changes, or law and seed. */
export function originWords(
  words: Words,
  { parameter, provenance }: ParameterReport,
  { seed, parts }: Pick<LoadReport, 'seed' | 'parts'>,
): string {
  const { t } = words;
  if (provenance.kind === 'shape-mismatch') return t('inspect.mismatch');
  if (provenance.kind === 'loaded') return piecesWords(words, provenance);
  if (provenance.kind === 'trained') return trainedWords(words, provenance.training);
  const hasBias = parts.some((part) => part.part === 'logit-scale' && part.parameters > 1);
  if (provenance.kind === 'told') {
    return `${words.number(provenance.value, 3)}, ${scaleOriginWords(words, provenance.origin)}`;
  }
  if (parameter.part === 'logit-scale' && provenance.kind !== 'reset') {
    return t(hasBias ? `scale.unknown-${provenance.kind}` : `scale.${provenance.kind}`);
  }
  const law = t('look.law-seed', { law: lawWords(words, provenance.law), seed: String(seed) });
  return t(`inspect.${provenance.kind}`, { law });
}

/** How a parameter was made here: what it takes to make it again. */
function trainedWords({ t, number }: Words, training: TrainingNote): string {
  const { repair, names, pictures, seed = 0, steps = 0, loss = 0, lambda = 0 } = training;
  if (repair !== 'text-tower') {
    return t('inspect.refitted', { names, pictures, lambda: number(lambda, 3) });
  }
  return t('inspect.trained', {
    names,
    pictures,
    seed: String(seed),
    count: steps,
    loss: number(loss, 3),
  });
}

function piecesWords(words: Words, provenance: Extract<Provenance, { kind: 'loaded' }>): string {
  const { t } = words;
  const { pieces, resized } = provenance;
  if (pieces.length === 0) return t('formats.untold');
  const all = pieces.map((piece) => pieceWords(words, piece)).join('; ');
  if (!resized) return all;
  const [found, wanted] = [resized.found.join(', '), resized.wanted.join(', ')];
  return `${all}; ${t('inspect.resized', { found, wanted })}`;
}

function pieceWords(words: Words, { file, tensor, transposed, makings = [] }: TensorPiece): string {
  const { t } = words;
  const { name, dtype, begin, end, strides } = tensor;
  const range = { tensor: name, dtype, begin: String(begin), end: String(end) };
  return [
    file,
    t('inspect.loaded', range),
    ...(dtype === 'F32' ? [] : [t('look.cast', { dtype })]),
    ...(strides ? [t('inspect.strided')] : []),
    ...makings.map((making) => makingWords(words, making)),
    ...(transposed ? [t('inspect.transposed')] : []),
  ].join(', ');
}

function makingWords({ t, number }: Words, making: Making): string {
  const names = partsOf(making)
    .map(({ tensor }) => tensor.name)
    .join(', ');
  const scale = making.kind === 'lora' ? scaleWords(making, number) : '';
  return t(`inspect.${making.kind}`, { names, scale });
}

/** The factor of an adapter; one that a tensor of the file tells is named by it. */
function scaleWords(making: Extract<Making, { kind: 'lora' }>, number: Words['number']): string {
  const { alpha, down, scale } = making;
  const [rank = 1] = down.tensor.shape;
  return alpha ? `${alpha.tensor.name} / ${rank}` : number(scale ?? 0, 3);
}

/**
 * In whose order the random parts are drawn, so that the same seed gives the same numbers in Python; `null` where nothing
 * is random. The rules of timm draw a vision transformer as OpenCLIP does that has timm make it: in front of the text side.
 */
export function orderSentence({ t }: Words, report: LoadReport): string | null {
  const { parts, rule } = report;
  const drawn = parts.some(isChance);
  if (!drawn) return null;
  const seed = { seed: String(report.seed) };
  if (isSiglip(report)) {
    return t(rule.order === 'openclip' ? 'order.siglip' : 'order.siglip-timm', seed);
  }
  if (isMobile(report) && rule.order !== 'timm-linear') return t('order.mobile', seed);
  if (rule.order === 'openclip') return t('order.openclip', seed);
  return t(isVit(report) ? `order.${rule.order}` : 'order.timm-resnet', seed);
}

/** A law in words. */
export function lawWords({ t, number }: Words, law: InitLaw): string {
  if (law.kind === 'constant') return t('inspect.constant', { value: number(law.value, 3) });
  if (law.kind === 'normal') {
    const { std, cutAt = Number.POSITIVE_INFINITY } = law;
    const digits = std < 1e-4 ? 6 : 4;
    // timm's own cut, a hundred deviations away, cuts nothing.
    if (cutAt > 10 * std) return t('inspect.normal', { std: number(std, digits) });
    return t('inspect.cut-normal', { std: number(std, digits), cut: number(cutAt, 4) });
  }
  return t('inspect.uniform', { bound: number(law.bound, 4) });
}
