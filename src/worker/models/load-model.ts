import { imageTowerGraph } from '../../core/graph/image-tower.ts';
import { textTowerGraph } from '../../core/graph/text-tower.ts';
import type { LoadRule } from '../../core/checkpoint/load-rules.ts';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { scaleOrigin, scaleState, toldReport } from '../../core/checkpoint/told-report.ts';
import { cropDefaults, type ModelDescription } from '../../core/model/architecture.ts';
import { section } from '../../core/model/config-fields.ts';
import { sortConfigs } from '../../core/model/config-kinds.ts';
import { type Precision, PRECISIONS } from '../../core/model/precision.ts';
import type { CallOptions } from '../../engine/calls.ts';
import type { Inspection, InspectOptions } from '../../engine/inspecting.ts';
import type { LoadOptions, ModelSource } from '../../engine/loading.ts';
import { EngineError } from '../../engine/errors.ts';
import { fillWeights } from '../prepare/fill-weights.ts';
import { keptWeights } from '../prepare/kept-weights.ts';
import { scaleBeside } from '../prepare/scale-beside.ts';
import { readScoring } from '../prepare/logit-scale.ts';
import { readyTower } from '../prepare/ready-tower.ts';
import { probeInput } from '../runtime/self-test.ts';
import type { TowerPool } from '../runtime/tower-pool.ts';
import type { TowerRecipe } from '../runtime/open-tower.ts';
import type { TokenizerFiles } from '../sources/neighbours.ts';
import { comesFromWeb, type OpenedSide, openSides } from '../sources/open-sides.ts';
import type { OpenOptions, Discard } from '../sources/opened-source.ts';
import type { Prepared } from '../keeping/prepared.ts';
import type { RangeSource } from '../keeping/range-source.ts';
import { tokenizerFor } from '../texts/borrow-tokenizer.ts';
import type { Model } from './model.ts';
import { bringModel, type Plan, planModel } from './plan-model.ts';

export interface LoadContext extends Pick<OpenOptions, 'keeper' | 'network'> {
  readonly pool: TowerPool;
  /** Models that are loaded: one of them may lend its tokenizer. */
  readonly loaded: () => Iterable<Pick<Model, 'info' | 'words'>>;
}

/** Opens a source, binds what the rule takes, draws the rest, and makes both towers ready. Nothing is kept of a load that fails. */
export async function loadModel(
  id: string,
  source: ModelSource,
  options: LoadOptions,
  context: LoadContext,
): Promise<Model> {
  for (let replaced = 0; ; replaced++) {
    try {
      return await loadOnce(id, source, options, context);
    } catch (error) {
      // What was begun of the file's old version is gone: the new one is loaded from its start.
      const changed = error instanceof EngineError && error.code === 'download-changed';
      if (!changed || replaced === MOST_VERSIONS) throw error;
    }
  }
}

/** So often may a file change on its server during one load. */
const MOST_VERSIONS = 2;

async function loadOnce(
  id: string,
  source: ModelSource,
  options: LoadOptions,
  { keeper, network, pool, loaded }: LoadContext,
): Promise<Model> {
  // Files of the disk are here before a runtime is; one that is refused needs none.
  const opened = comesFromWeb(source) ? pool.open() : null;
  const sides = await openSides(source, { ...options, keeper, network });
  let discard: Discard = 'parts';
  const files = shared(() => releaseSides(sides, discard));
  const undo: (() => Promise<void> | void)[] = [files.hold()];
  const release = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const plan = await planModel(sides, options, wholeFile);
    const { description, sources } = plan;
    const precision = precisionOf(options);
    discard = 'nothing';
    await bringModel(sides, plan, options);
    const report = await reportWithScale(sides, plan, options);
    const scoring = await readScoring(report, description.architecture, sources);
    const words = wordsOf(sides);
    const reading = await tokenizerFor(words, description.architecture.text, loaded(), options);
    const recipe = (tower: 'image' | 'text') =>
      towerRecipe(tower, plan, precision, keeper.prepared);
    await opened?.(options);
    const image = await pool.acquire(await recipe('image'), options);
    undo.push(() => image.release());
    const text = await pool.acquire(await recipe('text'), options);
    undo.push(() => text.release());
    const info = {
      name: nameOf(sides),
      description,
      ...scoring,
      fingerprints: { image: seenBy(image.fingerprint, description), text: text.fingerprint },
      ...reading.info,
      precision,
      weightBytes: image.weightBytes + text.weightBytes,
    };
    const { tokenizer } = reading;
    const { hold: holdSources } = files;
    return { id, info, report, sources, image, text, tokenizer, words, holdSources, release };
  } catch (error) {
    if (isDamage(error)) discard = 'unchecked';
    await release();
    throw error;
  }
}

/** A pair of graphs holds neither scale nor bias: its report with both where they lie beside it, or are published. */
async function reportWithScale(
  sides: readonly OpenedSide[],
  { report }: Plan,
  { signal }: CallOptions,
): Promise<LoadReport> {
  const summary = report.parts.find(({ part }) => part === 'logit-scale');
  const opened = sides.find(({ parts }) => parts.includes('logit-scale'))?.opened;
  const isPair = report.ready?.text !== undefined && report.rule.takes.includes('logit-scale');
  if (!opened || !isPair || !summary || scaleState(summary) !== 'unknown') return report;
  const told = await scaleBeside(opened.besideGraphs, opened.name, signal);
  return told ? toldReport(report, told) : report;
}

/** The tokenizer's files beside the text tower, with what OpenCLIP's configuration says of its own tokenizer. */
function wordsOf(sides: readonly OpenedSide[]): TokenizerFiles | null {
  const opened = sides.find(({ parts }) => parts.includes('text-tower'))?.opened;
  if (!opened?.tokenizer) return null;
  const { openclip } = sortConfigs(opened.configs);
  const text = openclip && section(section(openclip, 'model_cfg') ?? openclip, 'text_cfg');
  return { ...opened.tokenizer, text };
}

const DAMAGE: ReadonlySet<unknown> = new Set([
  'checkpoint-truncated',
  'checkpoint-header-too-large',
  'checkpoint-header-invalid',
  'checkpoint-bad-values',
  'archive-truncated',
  'archive-invalid',
]);

/** Whether a file should be downloaded again, which finds nothing to do while the damaged one is kept. */
function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && DAMAGE.has(error.code);
}

/** Something that is let go when the last of its holders lets go. */
function shared(letGo: () => Promise<void>): { readonly hold: () => () => Promise<void> } {
  let holders = 0;
  return {
    hold() {
      let held = true;
      holders++;
      return async () => {
        if (!held) return;
        held = false;
        holders--;
        if (holders === 0) await letGo();
      };
    },
  };
}

/** What loading a source would give: its headers are read, and nothing of it is kept. */
export async function inspectModel(
  source: ModelSource,
  options: InspectOptions,
  context: Pick<LoadContext, 'keeper' | 'network'>,
): Promise<Inspection> {
  const sides = await openSides(source, { ...options, ...context, peek: true });
  try {
    const plan = await planModel(sides, options);
    const { description } = plan;
    const report = await reportWithScale(sides, plan, options);
    const files = (await Promise.all(sides.map(({ opened }) => opened.inspected()))).flat();
    const origin = scaleOrigin(report);
    const besideBytes = origin?.kind === 'file' ? origin.bytes : 0;
    const downloadedBytes = sides.reduce((sum, { opened }) => sum + opened.received(), besideBytes);
    return { name: nameOf(sides), report, description, files, downloadedBytes };
  } finally {
    await releaseSides(sides);
  }
}

async function releaseSides(
  sides: readonly OpenedSide[],
  discard: Discard = 'nothing',
): Promise<void> {
  for (const { opened } of sides) await opened.release(discard);
}

function nameOf(sides: readonly OpenedSide[]): string {
  return sides.map(({ opened }) => opened.name).join(' + ');
}

/** A tower that sees other parts of a picture, or resized in another way, embeds it differently. */
function seenBy(fingerprint: string, { preprocessing }: ModelDescription): string {
  const { crop, kernel, fit } = cropDefaults(preprocessing);
  return [
    fingerprint,
    ...(crop === 1 ? [] : [`crop ${crop}`]),
    ...(kernel === 'bicubic' ? [] : [kernel]),
    ...(fit === 'shortest' ? [] : [fit, ...(preprocessing.fill ?? [])]),
  ].join(' ');
}

/** An ONNX file costs less in one piece than told piece by piece; the text graph of a pair may not be wanted. */
async function wholeFile(source: RangeSource, { takes }: LoadRule, call: CallOptions) {
  const isText = /text_model/.test(source.name);
  if (takes.includes(isText ? 'text-tower' : 'image-tower')) await source.whole?.(call);
}

function precisionOf({ precision = 'fp32' }: LoadOptions): Precision {
  if (PRECISIONS.includes(precision)) return precision;
  throw new EngineError('invalid-input', `There is no precision named ${precision}.`);
}

export async function towerRecipe(
  tower: 'image' | 'text',
  {
    description,
    report,
    files,
    sources,
  }: Pick<Plan, 'description' | 'report' | 'files' | 'sources'>,
  precision: Precision,
  prepared: Prepared | null = null,
): Promise<TowerRecipe> {
  const { architecture, activation, textActivation = activation } = description;
  const ready = readyTower({ side: tower, architecture, report, files, sources });
  if (ready) return ready;
  const graph =
    tower === 'image'
      ? imageTowerGraph(architecture, activation, precision)
      : textTowerGraph(architecture, textActivation, precision);
  return {
    graph,
    file: null,
    probe: probeInput(architecture, tower),
    preparation:
      prepared && (await keptWeights(tower, graph, { architecture, report, sources }, prepared)),
    fill: ({ signal, onProgress }: CallOptions) =>
      fillWeights(graph, {
        architecture,
        report,
        sources,
        ...(signal ? { signal } : {}),
        ...(onProgress ? { onProgress } : {}),
      }),
  };
}
