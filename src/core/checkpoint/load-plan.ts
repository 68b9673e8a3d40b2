import { type ModelDescription, PARTS, type Part } from '../model/architecture.ts';
import { elementCount, type Parameter, parametersOf } from '../model/parameters.ts';
import { quote } from '../quote.ts';
import type { Side } from '../onnx/ready-graph.ts';
import type { InitLaw } from '../init/init-law.ts';
import { lawOf } from '../init/law-of.ts';
import { CodedError } from '../errors.ts';
import type {
  LoadReport,
  ParameterReport,
  PartSummary,
  Provenance,
  TensorPiece,
} from './load-report.ts';
import { isReset, type LoadRule } from './load-rules.ts';
import { countInGraphs } from './count-in-graph.ts';
import { type ForeignTensor, leftOver, refuseForeignParts } from './left-over.ts';
import { isFloat, refuseUnreadable } from './readable-pieces.ts';
import { canResize } from './resize-positions.ts';
import {
  type CheckpointFile,
  findPieces,
  type IndexOptions,
  indexTensors,
  shapeOfPieces,
  type TensorIndex,
} from './tensor-index.ts';
import { verdictOf } from './verdict.ts';

export interface LoadRequest {
  /** Every parameter starts at random where there are none. */
  readonly files: readonly CheckpointFile[];
  readonly description: ModelDescription;
  readonly rule: LoadRule;
  /** Unsigned 32-bit. */
  readonly seed: number;
  /** Ready graphs cannot run as they are: another activation or precision is wanted. Default `false`. */
  readonly asTensors?: boolean;
  /** How the files' names are read. */
  readonly index?: IndexOptions;
}

/**
 * Says for every parameter of the model where its numbers will come from, before any weight is read.
 * @throws CodedError `checkpoint-unsupported` where a parameter that is taken is stored in whole numbers, or in a
 * parametrisation that is not known
 */
export function planLoad({
  files,
  description,
  rule,
  seed,
  asTensors = false,
  index: reading,
}: LoadRequest): LoadReport {
  const index = indexTensors(files, reading);
  const all = parametersOf(description.architecture);
  refuseAbsentProjection(rule, all);
  const ready = asTensors ? {} : readySides(index, rule, all);
  const { architecture } = description;
  const used = new Set<TensorPiece['tensor']>();
  const parameters = all.map((parameter): ParameterReport => {
    const pieces = findPieces(index, parameter.name);
    for (const { tensor } of pieces ?? []) used.add(tensor);
    const law = lawOf(architecture, parameter.name, rule.order);
    const side = sideOfPart(parameter.part);
    const graph = side && index.graphs[side];
    if (side && graph) {
      const runs = ready[side] !== undefined;
      const provenance = graphProvenance(parameter, { pieces, law, rule, runs, file: graph.file });
      return { parameter, provenance };
    }
    return { parameter, provenance: provenanceOf(parameter, pieces, law, rule) };
  });
  const summaries = PARTS.map((part) => summarise(part, parameters));
  const counts = countInGraphs(summaries, parameters, index, ready);
  const rest = leftOver(index, used, all);
  refuseForeignParts(index, parameters, rule, rest.foreign);
  const { foreign, beside, buffers } = rest;
  const taken = foreign.filter(({ part }) => rule.takes.includes(part));
  const parts = counts.map((count) => withForeign(count, taken));
  return {
    files: files.map(({ name }) => name),
    layout: index.layouts[0] ?? (Object.keys(index.graphs).length > 0 ? 'onnx' : null),
    ready,
    rule,
    seed,
    parameters,
    parts,
    wrappings: index.wrappings,
    unexpected: foreign.map(({ piece }) => piece),
    beside,
    buffers,
    contents: verdictOf(
      parts,
      'present',
      foreign.map(({ piece }) => piece),
    ),
    verdict: verdictOf(
      parts,
      'loaded',
      taken.map(({ piece }) => piece),
    ),
  };
}

/** Rules that leave a projection out, or make it afresh, say nothing of a model that has none. @throws CodedError */
function refuseAbsentProjection({ id, resets = [] }: LoadRule, all: readonly Parameter[]): void {
  if (all.some(({ part }) => part === 'image-projection')) return;
  const asked =
    id === 'timm-linear' ||
    id === 'without-image-projection' ||
    resets.includes('image-projection');
  if (!asked) return;
  throw new CodedError(
    'checkpoint-unsupported',
    'This image side ends in its pooling, as SigLIP’s does: it has no image projection that could be left out or made afresh. Choose another rule.',
    { kind: 'no-projection' },
  );
}

function provenanceOf(
  parameter: Parameter,
  pieces: readonly TensorPiece[] | null,
  law: InitLaw,
  rule: LoadRule,
): Provenance {
  if (!pieces) return { kind: 'initialised', law };
  if (!rule.takes.includes(parameter.part)) return { kind: 'dropped', pieces, law };
  if (isReset(rule.resets ?? [], parameter)) return { kind: 'reset', pieces, law };
  const expected = parameter.shape;
  const joined = shapeOfPieces(pieces, expected.length);
  const fits =
    joined?.length === expected.length && expected.every((size, axis) => joined[axis] === size);
  const found = joined ?? pieces[0]?.tensor.shape ?? [];
  const resized = !fits && canResize(parameter.name, found, expected);
  if (!fits && !resized) return { kind: 'shape-mismatch', pieces, expected, found };
  for (const piece of pieces) refuseUnreadable(piece);
  const of = parameter.name;
  return { kind: 'loaded', pieces, ...(resized && { resized: { of, found, wanted: expected } }) };
}

/** The sides whose graph runs as the file has it: the rule takes all of the side, and nothing is changed in it. */
function readySides(
  { graphs }: TensorIndex,
  { takes, resets = [] }: LoadRule,
  parameters: readonly Parameter[],
): NonNullable<LoadReport['ready']> {
  const ready: { [S in Side]?: string } = {};
  for (const side of ['image', 'text'] as const) {
    const file = graphs[side]?.file;
    const whole = parameters.every(
      (one) => sideOfPart(one.part) !== side || (takes.includes(one.part) && !isReset(resets, one)),
    );
    if (file !== undefined && whole) ready[side] = file;
  }
  return ready;
}

function sideOfPart(part: Part): Side | null {
  if (part === 'logit-scale') return null;
  return part.startsWith('image') ? 'image' : 'text';
}

interface GraphPieces {
  readonly pieces: readonly TensorPiece[] | null;
  readonly law: InitLaw;
  readonly rule: LoadRule;
  readonly runs: boolean;
  readonly file: string;
}

/** A graph holds every parameter of its side, whether or not the name of an initialiser tells where. */
function graphProvenance(
  parameter: Parameter,
  { pieces, law, rule, runs, file }: GraphPieces,
): Provenance {
  if (!rule.takes.includes(parameter.part)) return { kind: 'dropped', pieces: pieces ?? [], law };
  if (isReset(rule.resets ?? [], parameter)) return { kind: 'reset', pieces: pieces ?? [], law };
  if (runs) return { kind: 'loaded', pieces: pieces ?? [] };
  const provenance = provenanceOf(parameter, pieces?.every(isFloat) ? pieces : null, law, rule);
  if (provenance.kind !== 'initialised') return provenance;
  throw new CodedError(
    'onnx-whole',
    `${quote(file)} is a ready graph whose weights cannot be taken one by one (${quote(parameter.name)} is quantised, or its name does not tell). Take its whole side in fp32 with its own activation, or choose a .safetensors file.`,
    { file, parameter: parameter.name },
  );
}

function summarise(part: Part, reports: readonly ParameterReport[]): PartSummary {
  const own = reports.filter(({ parameter }) => parameter.part === part);
  const count = (kind: Provenance['kind']) =>
    own.filter(({ provenance }) => provenance.kind === kind).length;
  const numbers = (of: readonly ParameterReport[]) =>
    of.reduce((sum, { parameter }) => sum + elementCount(parameter.shape), 0);
  return {
    part,
    parameters: own.length,
    numbers: numbers(own),
    present: own.length - count('initialised'),
    loaded: count('loaded'),
    loadedNumbers: numbers(own.filter(({ provenance }) => provenance.kind === 'loaded')),
    dropped: count('dropped'),
    reset: count('reset'),
    initialised: count('initialised'),
  };
}

/**
 * Tensors that the model has no place for and that must hold zeros, or the loaded model would differ from the file's:
 * the bias of timm's head, where the image projection is taken. Read them and refuse the file where one is not zero.
 */
export function tensorsThatMustBeZero(report: LoadReport): readonly TensorPiece[] {
  const { takes, resets = [] } = report.rule;
  const taken = takes.includes('image-projection') && !resets.includes('image-projection');
  if (!taken || !report.layout) return [];
  return report.buffers.filter(({ tensor }) => /(^|\.)head\.bias$/.test(tensor.name));
}

function withForeign(count: PartSummary, taken: readonly ForeignTensor[]): PartSummary {
  const foreign = taken.filter(({ part }) => part === count.part).length;
  return foreign > 0 ? { ...count, foreign } : count;
}
