import { cropPicture } from '../core/image/crop-picture.ts';
import type { Crop } from '../engine/crop.ts';
import type { Engine } from '../engine/contract.ts';
import type { LoadedModel } from '../engine/loading.ts';
import { EngineError } from '../engine/errors.ts';
import { keepPromises } from '../engine/keep-promises.ts';
import { classify } from './models/classify.ts';
import { describeParameter, hashParameters } from './models/describe-parameters.ts';
import { createEmbeddingCache } from './models/embedding-cache.ts';
import type { EncodeContext } from './models/encode-context.ts';
import { encodeImages, encodePictures } from './models/encode-images.ts';
import { encodePatches } from './models/encode-patches.ts';
import { encodeTexts } from './models/encode-texts.ts';
import { encodeViews } from './models/encode-views.ts';
import { createKeeper, type Keeper, type KeeperPlatform } from './keeping/keeper.ts';
import type { Network } from './keeping/request.ts';
import { fitHead } from './models/fit-head.ts';
import { layOutSpaces } from './models/lay-out-spaces.ts';
import { inspectModel, loadModel } from './models/load-model.ts';
import type { Model } from './models/model.ts';
import { createPatchTowers } from './models/patch-towers.ts';
import { saveModel } from './models/save-model.ts';
import { train } from './training/train.ts';
import { createLastPicture } from './pictures/last-picture.ts';
import type { PictureReader } from './pictures/read-picture.ts';
import { createBackendOpener, type Platform } from './runtime/backend.ts';
import { createTowerPool } from './runtime/tower-pool.ts';
import { listRepository } from './sources/list-repository.ts';

/** What the engine takes from where it runs: a worker, or a test in Node. */
export interface EnginePlatform extends Platform {
  /** Opened once, at the first call that needs it. */
  readonly openKeeping: () => Promise<KeeperPlatform>;
  readonly readPicture: PictureReader;
}

/** Some 30,000 vectors of 512 numbers. */
const CACHE_BYTES = 64 * 2 ** 20;

/** The engine itself: the models, the device they share, and what they have encoded. */
export function createWorkerEngine(platform: EnginePlatform): Engine {
  const { openKeeping, readPicture, crossOriginIsolated } = platform;
  const pool = createTowerPool(createBackendOpener(platform), crossOriginIsolated);
  const cache = createEmbeddingCache(CACHE_BYTES);
  const lastPicture = createLastPicture(readPicture);
  const patches = createPatchTowers(pool);
  const context: EncodeContext = { pool, cache, readPicture, lastPicture, patches };
  let keeping: Promise<{ keeper: Keeper; network: Network }> | undefined;
  const storage = () =>
    (keeping ??= openKeeping().then((opened) => ({
      keeper: createKeeper(opened),
      network: opened.network,
    })));
  const models = new Map<string, Model>();
  let nextId = 1;

  function modelOf(id: string): Model {
    const model = models.get(id);
    if (model) return model;
    throw new EngineError('unknown-model', `There is no model named ${id}. Load it again.`, { id });
  }

  const engine: Engine = {
    async load(source, options = {}): Promise<LoadedModel> {
      const { device = pool.choice() } = options;
      if (device !== pool.choice() && !pool.prefer(device)) await pool.setDevice(device, options);
      const model = await loadModel(`model-${nextId++}`, source, options, {
        ...(await storage()),
        pool,
        loaded: () => models.values(),
      });
      models.set(model.id, model);
      return { id: model.id, report: model.report, model: model.info };
    },
    ...modelCalls(modelOf, context),
    device: () => pool.device(),
    setDevice: (choice, options = {}) => pool.setDevice(choice, options),
    async release(id) {
      const model = modelOf(id);
      models.delete(id);
      await patches.release(model);
      await model.release();
    },
    async train(id, data, options) {
      const made = await train(`model-${nextId++}`, modelOf(id), data, options, context);
      models.set(made.model.id, made.model);
      return made.told;
    },
    fitHead: async (request) => fitHead(request),
    twoSpaces: async (request) => layOutSpaces(request),
    inspect: async (source, options = {}) => inspectModel(source, options, await storage()),
    listRepository: async (text, options = {}) =>
      listRepository(text, options, (await storage()).network),
    kept: async () => (await storage()).keeper.kept(),
    forget: async (url) => (await storage()).keeper.forget(url),
  };
  return import.meta.env.DEV ? keepPromises(engine) : engine;
}

type ModelCalls = Pick<
  Engine,
  | 'encodeImages'
  | 'encodeImagesWith'
  | 'encodeTexts'
  | 'preprocess'
  | 'classify'
  | 'encodeViews'
  | 'encodePatches'
  | 'save'
  | 'describeParameter'
  | 'hashParameters'
>;

/** What is asked of models that are loaded, and changes none of them. */
function modelCalls(modelOf: (id: string) => Model, context: EncodeContext): ModelCalls {
  return {
    encodeImages: async (id, images, options = {}) =>
      encodeImages(modelOf(id), images, options, context),
    encodeImagesWith: async (ids, images, options = {}) =>
      encodePictures(ids.map(modelOf), images, options, context),
    encodeTexts: async (id, prompts, options = {}) =>
      encodeTexts(modelOf(id), prompts, options, context),
    async preprocess(id, image, { alpha = 'white', cropFraction } = {}): Promise<Crop> {
      const { crop = 1, ...rule } = modelOf(id).info.description.preprocessing;
      const bytes = new Uint8Array(await image.arrayBuffer());
      const { picture, ...facts } = await context.readPicture(bytes, alpha);
      const { data, region } = cropPicture(picture, { ...rule, crop: cropFraction ?? crop }, alpha);
      const { width, height, mode } = picture;
      return { data, size: rule.size, region, width, height, mode, ...facts };
    },
    classify: async (id, images, labels, options = {}) =>
      classify(modelOf(id), images, labels, options, context),
    encodeViews: async (id, picture, views, options = {}) =>
      encodeViews(modelOf(id), picture, views, options, context),
    encodePatches: async (id, picture, options = {}) =>
      encodePatches(modelOf(id), picture, options, context),
    save: async (id, options) => saveModel(modelOf(id), options),
    describeParameter: async (id, name, options = {}) =>
      describeParameter(modelOf(id), name, options),
    hashParameters: async (id, options = {}) => hashParameters(modelOf(id), options),
  };
}
