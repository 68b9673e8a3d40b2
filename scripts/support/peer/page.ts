/// <reference lib="dom" />
import {
  AutoProcessor,
  AutoTokenizer,
  CLIPTextModelWithProjection,
  CLIPVisionModelWithProjection,
  env,
  pipeline,
  RawImage,
  Tensor,
} from '@xenova/transformers';
import runtimeModule from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import runtimeProgram from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { Peer, PeerOptions } from './peer-calls.ts';

/**
 * transformers.js in a page of its own, for the bench to call. Its runtime's files come from this origin, and are not kept
 * as a `blob:` script, which the page's policy forbids; everything else is as the package has it.
 */
if (env.backends.onnx.wasm) {
  env.backends.onnx.wasm.wasmPaths = { mjs: runtimeModule, wasm: runtimeProgram };
}
env.useWasmCache = false;

type Call = (images: unknown, labels: string[], options: object) => Promise<Scores[]>;
type Scores = readonly { readonly label: string; readonly score: number }[];
type Model = (inputs: object) => Promise<Record<string, Tensor | undefined>>;
type Reader = (inputs: unknown, options?: object) => Promise<{ readonly pixel_values: Tensor }>;

const made = new Map<string, unknown>();

/** Makes something once for each way of asking for it. */
async function once<T>(key: string, make: () => Promise<unknown>): Promise<T> {
  if (!made.has(key)) made.set(key, await make());
  return made.get(key) as T;
}

function optionsOf({ host, dtype, device }: PeerOptions): object {
  env.remoteHost = host;
  return { ...(dtype && { dtype }), ...(device && { device }) };
}

const keyOf = (kind: string, { repository, dtype, device }: PeerOptions): string =>
  [kind, repository, dtype, device].join(' ');

const classifier = (options: PeerOptions): Promise<Call> =>
  once(keyOf('pipeline', options), () =>
    pipeline('zero-shot-image-classification', options.repository, optionsOf(options)),
  );
const imageModel = (options: PeerOptions): Promise<Model> =>
  once(keyOf('image', options), () =>
    CLIPVisionModelWithProjection.from_pretrained(options.repository, optionsOf(options)),
  );
const textModel = (options: PeerOptions): Promise<Model> =>
  once(keyOf('text', options), () =>
    CLIPTextModelWithProjection.from_pretrained(options.repository, optionsOf(options)),
  );
const processor = (options: PeerOptions): Promise<Reader> =>
  once(keyOf('processor', options), () =>
    AutoProcessor.from_pretrained(options.repository, optionsOf(options)),
  );
const tokenizer = (options: PeerOptions): Promise<(texts: unknown, options: object) => object> =>
  once(keyOf('tokenizer', options), () =>
    AutoTokenizer.from_pretrained(options.repository, optionsOf(options)),
  );

async function numbers(tensor: Tensor | undefined): Promise<number[]> {
  const data = await tensor?.ort_tensor.getData();
  return [...((data ?? []) as Float32Array)];
}

async function crops(pictures: readonly Blob[], options: PeerOptions): Promise<Tensor> {
  const read = await processor(options);
  const images = await Promise.all(pictures.map((picture) => RawImage.fromBlob(picture)));
  return (await read(images)).pixel_values;
}

const peer: Peer = {
  version: env.version,
  async load(options, kinds) {
    if (kinds.includes('pipeline')) await classifier(options);
    if (kinds.includes('image')) await Promise.all([imageModel(options), processor(options)]);
    if (kinds.includes('text')) await Promise.all([textModel(options), tokenizer(options)]);
  },
  async classify(options, pictures, labels, template) {
    const call = await classifier(options);
    const images = await Promise.all(pictures.map((picture) => RawImage.fromBlob(picture)));
    const scores = await call(images, [...labels], { hypothesis_template: template });
    return scores.map((row) =>
      labels.map((label) => row.find((one) => one.label === label)?.score ?? Number.NaN),
    );
  },
  crops: async (options, pictures) => [...(await crops(pictures, options)).dims],
  async encodeImages(options, pictures) {
    const run = await imageModel(options);
    const { image_embeds } = await run({ pixel_values: await crops(pictures, options) });
    return numbers(image_embeds);
  },
  async encodePixels(options, pixels, dims) {
    const run = await imageModel(options);
    const { image_embeds } = await run({ pixel_values: new Tensor('float32', pixels, [...dims]) });
    return numbers(image_embeds);
  },
  async encodeTexts(options, texts) {
    const [run, tokens] = [await textModel(options), await tokenizer(options)];
    const { text_embeds } = await run(tokens([...texts], { padding: true, truncation: true }));
    return numbers(text_embeds);
  },
};

Object.assign(globalThis, { peer });
