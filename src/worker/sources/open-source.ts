import { BoundError } from '../../core/bounds/bound-error.ts';
import { TOKENIZER_JSON } from '../../core/bounds/bounded-json.ts';
import { loadables } from '../../core/hub/hub-listing.ts';
import { isShardIndex } from '../../core/hub/shard-index.ts';
import { type ConfigFile, isObject } from '../../core/model/config-fields.ts';
import type { ModelSource } from '../../engine/loading.ts';
import { EngineError } from '../../engine/errors.ts';
import { fetchTokenizer, parseJson, type TokenizerFiles } from './neighbours.ts';
import {
  NOTHING_REMOTE,
  type OpenedSource,
  type OpenOptions,
  shardsIn,
  smallFiles,
  uniqueNames,
} from './opened-source.ts';
import { openHub, openUrls } from './open-web.ts';
import { blobSource } from '../keeping/range-source.ts';

/**
 * Opens a model's source.
 * @throws EngineError where a file that was named cannot be had, or no weights are among the files
 */
export async function openSource(source: ModelSource, options: OpenOptions): Promise<OpenedSource> {
  if (!isObject(source) && !Array.isArray(source)) throw noSource();
  if ('url' in source) return openUrls({ ...source, urls: [source.url] }, options);
  if ('urls' in source) return openUrls(source, options);
  if ('hub' in source) return openHub(source, options);
  if ('config' in source) return openConfig(source, options);
  if (Array.isArray(source)) return openFiles(source, options);
  throw noSource();
}

function noSource(): EngineError {
  return new EngineError(
    'invalid-input',
    'A source is { url }, { urls }, { hub }, a list of files, { config }, or { image, text }.',
  );
}

type ConfigSource = Extract<ModelSource, { config: unknown; url?: never; urls?: never }>;

async function openConfig(
  { config, tokenizer }: ConfigSource,
  options: OpenOptions,
): Promise<OpenedSource> {
  const small = smallFiles(options, 'network');
  return {
    ...NOTHING_REMOTE,
    name: 'random',
    weights: [],
    configs: [{ name: 'open_clip_config.json', json: config }],
    tokenizer: tokenizer === undefined ? null : await fetchTokenizer(tokenizer, small),
  };
}

async function openFiles(files: readonly File[], { taken }: OpenOptions): Promise<OpenedSource> {
  const isJson = (file: File): boolean => file.name.toLowerCase().endsWith('.json');
  const weights = weightsAmong(files.filter((file) => !isJson(file)));
  if (weights.length === 0) {
    throw new EngineError(
      'checkpoint-none',
      'There are no weights among these files. Add the .safetensors file of the model.',
    );
  }
  const texts = await Promise.all(
    files.filter(isJson).map(async (file): Promise<ConfigFile> => {
      return { name: file.name, json: await jsonOf(file) };
    }),
  );
  requireShards(texts, weights);
  const names = uniqueNames(
    weights.map(({ name }) => name),
    taken,
  );
  return {
    ...NOTHING_REMOTE,
    name: weights.map(({ name }) => name).join(', '),
    weights: weights.map((file, index) => blobSource(names[index] ?? file.name, file)),
    configs: texts.filter(({ name, json }) => !isTokenizer(json) && !isShardIndex(name)),
    tokenizer: tokenizerAmong(texts),
  };
}

/** Any of them may be the tokenizer. */
async function jsonOf(file: File): Promise<unknown> {
  if (file.size > TOKENIZER_JSON.characters) {
    throw new BoundError('bytes of JSON', TOKENIZER_JSON.characters);
  }
  return parseJson(await file.text(), file.name, 'config-invalid', TOKENIZER_JSON);
}

/**
 * The weights of a folder, which may hold a licence, a vocabulary, or the same model twice: a safetensors file goes before
 * a pair of graphs, and of several pairs the one in fp32, or else the first, is taken.
 */
function weightsAmong(files: readonly File[]): readonly File[] {
  const known = files.filter(({ name }) => /\.(safetensors|bin|pt|pth|onnx)$/i.test(name));
  const listing = known.map(({ name, size }) => ({ path: name, size, sha256: null }));
  const pairs = loadables(listing).filter((found) => found.kind === 'onnx');
  const pair = pairs.find(({ precision }) => precision === '') ?? pairs[0];
  const others = known.filter(({ name }) => !name.toLowerCase().endsWith('.onnx'));
  if (others.some(({ name }) => name.endsWith('.safetensors'))) return others;
  if (!pair) return known.length > 0 ? known : files;
  return known.filter(({ name }) => name === pair.image || name === pair.text);
}

/** A model of which one shard is missing would start half at random, and look like a complete one. */
function requireShards(texts: readonly ConfigFile[], weights: readonly File[]): void {
  const index = texts.find(({ name }) => isShardIndex(name));
  if (!index) return;
  const missing = shardsIn(index.json, index.name).filter(
    (shard) => !weights.some(({ name }) => name === shard),
  );
  if (missing.length === 0) return;
  throw new EngineError(
    'checkpoint-none',
    `The checkpoint is in several files, of which ${missing.length} are missing: ${missing.slice(0, 3).join(', ')}. Add them to the others.`,
    { kind: 'shards-missing', missing: missing.length, file: missing[0] ?? '' },
  );
}

/** Told by its content: browsers rename a second `tokenizer.json`. */
function isTokenizer(json: unknown): boolean {
  return isObject(json) && isObject(json['model']) && 'vocab' in json['model'];
}

function tokenizerAmong(files: readonly ConfigFile[]): TokenizerFiles | null {
  const found = files.find(({ json }) => isTokenizer(json));
  if (!found) return null;
  const config = files.find(({ json }) => isObject(json) && 'tokenizer_class' in json);
  return { origin: found.name, json: found.json, config: config?.json ?? {} };
}
