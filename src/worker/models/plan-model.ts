import { combinePlans, ruleOfSide, type SidePlan } from '../../core/checkpoint/combine-plans.ts';
import { planLoad } from '../../core/checkpoint/load-plan.ts';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import type { CheckpointFile } from '../../core/checkpoint/tensor-index.ts';
import { type LoadRule, loadRule } from '../../core/checkpoint/load-rules.ts';
import type { ModelDescription } from '../../core/model/architecture.ts';
import { isOfAdapter } from '../../core/checkpoint/lora.ts';
import { isAdapterConfig, readAdapterConfig } from '../../core/model/adapter-config.ts';
import type { ConfigFile } from '../../core/model/config-fields.ts';
import { readModelDescription } from '../../core/model/read-model-description.ts';
import { requireEmbeddings } from '../../core/onnx/ready-graph.ts';
import type { CallOptions } from '../../engine/calls.ts';
import type { InspectOptions } from '../../engine/inspecting.ts';
import { EngineError } from '../../engine/errors.ts';
import { checkReport } from '../prepare/check-report.ts';
import { readHeaders } from '../prepare/read-headers.ts';
import type { SourcesByName } from '../prepare/read-parameter.ts';
import type { RangeSource } from '../keeping/range-source.ts';
import type { OpenedSide } from '../sources/open-sides.ts';

/** What a model will be made of, before any weight is read. */
export interface Plan {
  readonly description: ModelDescription;
  readonly report: LoadReport;
  readonly files: readonly CheckpointFile[];
  readonly sources: SourcesByName;
  /** Each side with what it gives, in the order of the opened sides. */
  readonly sides: readonly SidePlan[];
}

/** Called for an ONNX file before its graph is read. */
type Prefetch = (source: RangeSource, rule: LoadRule, call: CallOptions) => Promise<void>;

/** Plans every side by its own files, and the model that they make together. */
export async function planModel(
  sides: readonly OpenedSide[],
  options: InspectOptions,
  prefetch?: Prefetch,
): Promise<Plan> {
  const files = sides.flatMap(({ opened }) => opened.weights);
  const rule = ruleOf(files.length > 0, options);
  const plans: SidePlan[] = [];
  const headers: CheckpointFile[] = [];
  for (const side of sides) {
    const ruleHere = sides.length > 1 ? ruleOfSide(rule, side.parts) : rule;
    const fetchWhole = (source: RangeSource) => prefetch?.(source, ruleHere, options);
    const { stateDict } = options;
    const read = await readHeaders(side.opened.weights, {
      prefetch: async (source) => fetchWhole(source),
      stateDict,
    });
    headers.push(...read);
    const configs = await configsOf(side, read);
    plans.push(planSide({ ...side, configs }, ruleHere, read, options));
  }
  const [only] = plans;
  const whole = only && plans.length === 1 ? only : combinePlans(plans, rule);
  const { report } = whole;
  const sources = new Map(files.map((source) => [source.name, source]));
  const description = described(whole.description, options);
  return { description, report, files: headers, sources, sides: plans };
}

/** Downloads what each side gives, and checks it. @throws EngineError where something cannot be built as the files mean it */
export async function bringModel(
  sides: readonly OpenedSide[],
  plan: Plan,
  options: CallOptions,
): Promise<void> {
  for (const [index, { opened }] of sides.entries()) {
    const side = plan.sides[index];
    if (side) await opened.bring(ofItsParts(side), options);
  }
  for (const side of plan.sides) await checkReport(ofItsParts(side), plan.sources);
}

function ofItsParts({ report, parts }: SidePlan): LoadReport {
  const parameters = report.parameters.filter(({ parameter }) => parts.includes(parameter.part));
  return { ...report, parameters };
}

/** The configurations of a side; of an adapter also the one that tells its scale, which nothing else asks for. */
async function configsOf(
  { opened }: OpenedSide,
  files: readonly CheckpointFile[],
): Promise<readonly ConfigFile[]> {
  const { configs } = opened;
  const hasAdapter = files.some(({ header }) =>
    header.tensors.some(({ name }) => isOfAdapter(name)),
  );
  if (!hasAdapter || configs.some(({ json }) => isAdapterConfig(json))) return configs;
  return [...configs, ...(await opened.adapterConfigs())];
}

function planSide(
  { opened, parts, configs }: OpenedSide & { readonly configs: readonly ConfigFile[] },
  rule: LoadRule,
  files: readonly CheckpointFile[],
  { seed = 0, activation, precision = 'fp32', stateDict }: InspectOptions,
): SidePlan {
  const index = { stateDict, adapter: readAdapterConfig(configs) };
  const { description } = readModelDescription(configs, files, opened.name, index);
  for (const { name, graphs = [] } of files) {
    for (const graph of graphs) requireEmbeddings(graph, description.architecture, name);
  }
  const asTensors =
    precision !== 'fp32' || (activation ?? description.activation) !== description.activation;
  const report = planLoad({ files, description, rule, seed, asTensors, index });
  return { name: opened.name, parts, description, report };
}

function described(
  { textActivation, ...own }: ModelDescription,
  { activation, crop }: InspectOptions,
): ModelDescription {
  return {
    ...own,
    ...(activation ? { activation } : textActivation && { textActivation }),
    ...(crop !== undefined && { preprocessing: { ...own.preprocessing, crop } }),
  };
}

/** The rule that was asked for. @throws EngineError `invalid-input` for options that no visitor can choose */
function ruleOf(
  hasFiles: boolean,
  { rule = hasFiles ? 'openclip' : 'random', resets, seed = 0, crop = 1 }: InspectOptions,
): LoadRule {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw invalid(`A seed is a whole number from 0 to 4294967295, not ${seed}.`);
  }
  if (!(crop > 0 && crop <= 1))
    throw invalid(`A crop keeps a share above 0, at most 1, not ${crop}.`);
  try {
    return loadRule(rule, resets);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

function invalid(message: string): EngineError {
  return new EngineError('invalid-input', message);
}
