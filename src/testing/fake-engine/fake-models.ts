import { loadRule } from '../../core/checkpoint/load-rules.ts';
import {
  OPENAI_MEAN,
  OPENAI_STD,
  PARTS,
  type ModelDescription,
  type Part,
} from '../../core/model/architecture.ts';
import type { CallOptions } from '../../engine/calls.ts';
import type { Engine } from '../../engine/contract.ts';
import { EngineError } from '../../engine/errors.ts';
import type { LoadedModel, LoadOptions, ModelSource } from '../../engine/loading.ts';
import { fakeReport } from './fake-report.ts';
import { EMBED_DIM } from './fake-rows.ts';

/** What a test can look at: each call by its name and the number of pictures or texts in it, in order. */
export interface FakeCall {
  readonly method: keyof Engine;
  readonly count: number;
}

/** What the calls of one fake engine share. */
export interface FakeModels {
  readonly calls: readonly FakeCall[];
  /** Writes a call down; throws where it was given up before it began. */
  note(method: keyof Engine, count: number, options?: CallOptions): void;
  /** A loaded model; throws where there is none of that id. */
  model(id: string): LoadedModel;
  add(make: (id: string) => LoadedModel): LoadedModel;
  remove(id: string): void;
  count(): number;
}

export function fakeModels(): FakeModels {
  const calls: FakeCall[] = [];
  const models = new Map<string, LoadedModel>();
  let next = 1;
  const model = (id: string): LoadedModel => {
    const found = models.get(id);
    if (!found) throw new EngineError('unknown-model', `There is no model named ${id}.`, { id });
    return found;
  };
  return {
    calls,
    note(method, count, options) {
      options?.signal?.throwIfAborted();
      calls.push({ method, count });
    },
    model,
    add(make) {
      const made = make(`model-${next++}`);
      models.set(made.id, made);
      return made;
    },
    remove: (id) => void models.delete(model(id).id),
    count: () => models.size,
  };
}

const DESCRIPTION: ModelDescription = {
  architecture: {
    embedDim: EMBED_DIM,
    image: {
      kind: 'vit',
      imageSize: 16,
      patchSize: 8,
      width: 16,
      layers: 1,
      heads: 2,
      mlpWidth: 64,
    },
    text: { contextLength: 16, vocabSize: 100, width: 16, heads: 2, layers: 1, mlpWidth: 64 },
  },
  activation: 'quickgelu',
  preprocessing: { size: 16, mean: OPENAI_MEAN, std: OPENAI_STD },
};

/** Names of files that hold the image side alone; the built-in model's is the first of two. */
const IMAGE_SIDE = /vision|-00001-of-/;

/** The model that loading a source gives. */
export function fakeModel(id: string, source: ModelSource, options: LoadOptions): LoadedModel {
  const { rule = 'openclip', seed = 0, activation = 'quickgelu', precision = 'fp32' } = options;
  const name = sourceName(source);
  const present = PARTS.filter(
    (part) => name !== '' && (part.startsWith('image') || !IMAGE_SIDE.test(name)),
  );
  const report = fakeReport(
    name,
    present,
    { rule: loadRule(rule, options.resets), seed },
    DESCRIPTION.architecture,
  );
  const loaded = (part: Part): boolean => report.parts.some((s) => s.part === part && s.loaded > 0);
  const salt = (part: Part): string => (loaded(part) ? 'trained' : `seed ${seed}`);
  // Reduced precision gives other vectors, as it does in truth.
  const suffix = precision === 'fp32' ? '' : ` ${precision}`;
  return {
    id,
    report,
    model: {
      name: name || 'random',
      description: { ...DESCRIPTION, activation },
      logitScale: { value: 100, trained: loaded('logit-scale') },
      fingerprints: {
        image: `image ${salt('image-tower')}${suffix}`,
        text: `text ${salt('text-tower')}${suffix}`,
      },
      tokenizer: 'tokenizer.json',
      precision,
      weightBytes: 1000,
    },
  };
}

function sourceName(source: ModelSource): string {
  // The words on the text side of a pair decide what it holds.
  if ('image' in source) return sourceName(source.text);
  if ('url' in source) return source.url;
  if ('urls' in source) return source.urls.join(' ');
  if ('hub' in source) return source.hub;
  return 'config' in source ? '' : source.map((file) => file.name).join(' ');
}
