import { planLoad } from '../../core/checkpoint/load-plan.ts';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { loadRule } from '../../core/checkpoint/load-rules.ts';
import { imageTowerGraph } from '../../core/graph/image-tower.ts';
import { textTowerGraph } from '../../core/graph/text-tower.ts';
import type { ModelDescription } from '../../core/model/architecture.ts';
import { readModelDescription } from '../../core/model/read-model-description.ts';
import type {
  CallOptions,
  Inspection,
  InspectOptions,
  LoadOptions,
  ModelSource,
} from '../../engine/contract.ts';
import { EngineError } from '../../engine/errors.ts';
import { checkReport } from '../prepare/check-report.ts';
import { fillWeights } from '../prepare/fill-weights.ts';
import { readLogitScale } from '../prepare/logit-scale.ts';
import { readHeaders } from '../prepare/read-headers.ts';
import type { SourcesByName } from '../prepare/read-parameter.ts';
import { probeInput } from '../runtime/self-test.ts';
import type { TowerPool } from '../runtime/tower-pool.ts';
import type { TowerRecipe } from '../runtime/open-tower.ts';
import { openSource } from '../sources/open-source.ts';
import type { OpenedSource, OpenOptions } from '../sources/opened-source.ts';
import { createTokenizer } from '../texts/tokenizer.ts';
import type { Model } from './model.ts';

export interface LoadContext extends Pick<OpenOptions, 'keeper' | 'network'> {
  readonly pool: TowerPool;
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
  { keeper, network, pool }: LoadContext,
): Promise<Model> {
  const opened = await openSource(source, { ...options, keeper, network });
  let useful = false;
  const undo: (() => Promise<void> | void)[] = [() => opened.release(!useful)];
  const release = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const plan = await planOf(opened, options);
    const { description, report, sources } = plan;
    useful = true;
    await opened.bring(report, options);
    await checkReport(report, sources);
    const logitScale = await readLogitScale(report, sources);
    const tokenizer =
      opened.tokenizer && (await createTokenizer(opened.tokenizer, description.architecture.text));
    const image = await pool.acquire(towerRecipe('image', plan), options);
    undo.push(() => image.release());
    const text = await pool.acquire(towerRecipe('text', plan), options);
    undo.push(() => text.release());
    const info = {
      name: opened.name,
      description,
      logitScale,
      fingerprints: { image: image.fingerprint, text: text.fingerprint },
      tokenizer: opened.tokenizer?.origin ?? null,
      weightBytes: image.weightBytes + text.weightBytes,
    };
    return { id, info, report, sources, image, text, tokenizer, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** What loading a source would give: its headers are read, and nothing of it is kept. */
export async function inspectModel(
  source: ModelSource,
  options: InspectOptions,
  context: Pick<LoadContext, 'keeper' | 'network'>,
): Promise<Inspection> {
  const opened = await openSource(source, { ...options, ...context, peek: true });
  try {
    const { report, description } = await planOf(opened, options);
    const files = await opened.inspected();
    return { name: opened.name, report, description, files, downloadedBytes: opened.received() };
  } finally {
    await opened.release();
  }
}

interface Plan {
  readonly description: ModelDescription;
  readonly report: LoadReport;
  readonly sources: SourcesByName;
}

async function planOf(opened: OpenedSource, options: LoadOptions): Promise<Plan> {
  const {
    rule = opened.weights.length > 0 ? 'openclip' : 'random',
    seed = 0,
    activation,
  } = options;
  const chosen = ruleOf(rule);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new EngineError(
      'invalid-input',
      `A seed is a whole number from 0 to 4294967295, not ${seed}.`,
    );
  }
  const files = await readHeaders(opened.weights);
  const reading = readModelDescription(opened.configs, files, opened.name);
  const description = activation ? { ...reading.description, activation } : reading.description;
  const report = planLoad({ files, description, rule: chosen, seed });
  const sources = new Map(opened.weights.map((source) => [source.name, source]));
  return { description, report, sources };
}

function ruleOf(id: string) {
  try {
    return loadRule(id);
  } catch (error) {
    throw new EngineError('invalid-input', error instanceof Error ? error.message : String(error));
  }
}

function towerRecipe(tower: 'image' | 'text', { description, report, sources }: Plan): TowerRecipe {
  const { architecture, activation } = description;
  const graph = (tower === 'image' ? imageTowerGraph : textTowerGraph)(architecture, activation);
  return {
    graph,
    probe: probeInput(architecture, tower),
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
