import { BoundError } from '../../core/bounds/bound-error.ts';
import {
  CONFIG_JSON,
  type JsonBounds,
  parseBoundedJson,
  TOKENIZER_JSON,
} from '../../core/bounds/bounded-json.ts';
import type { ConfigFile, Fields } from '../../core/model/config-fields.ts';
import { EngineError } from '../../engine/errors.ts';
import { beside, fileName, requireAddress } from './addresses.ts';

/** A tokenizer as its files describe it. */
export interface TokenizerFiles {
  /** Where it came from, as the visitor knows it. */
  readonly origin: string;
  readonly json: unknown;
  /** Content of `tokenizer_config.json`; an empty object where there is none. */
  readonly config: unknown;
  /** `text_cfg` of the checkpoint's `open_clip_config.json`: OpenCLIP's own arguments of its tokenizer are in it. */
  readonly text?: Fields | null;
}

/** How small files are had; `null` for one that is not there. */
export interface SmallFiles {
  readonly text: (url: string) => Promise<string | null>;
}

type Options = SmallFiles;
type JsonErrorCode = 'config-invalid' | 'tokenizer-invalid';

/** The configurations in the folder of a checkpoint: OpenCLIP's, which says everything, or else Hugging Face's or timm's. */
export async function findConfigs(url: string, options: Options): Promise<ConfigFile[]> {
  const openclip = await findConfig(url, 'open_clip_config.json', options);
  if (openclip.length > 0) return openclip;
  const others = ['config.json', 'preprocessor_config.json'];
  return (await Promise.all(others.map((name) => findConfig(url, name, options)))).flat();
}

/** What PEFT writes beside an adapter, looked for in the folder of each of the files; a folder that several are in is asked once. */
export async function findAdapterConfigs(
  urls: readonly string[],
  options: Options,
): Promise<ConfigFile[]> {
  const name = 'adapter_config.json';
  const folders = new Map(urls.map((url) => [beside(url, name), url]));
  const found = [...folders.values()].map((url) => findConfig(url, name, options));
  return (await Promise.all(found)).flat();
}

async function findConfig(url: string, name: string, options: Options): Promise<ConfigFile[]> {
  const text = await textIfThere(beside(url, name), options);
  return text === null ? [] : [{ name, json: parseJson(text, name) }];
}

/** The tokenizer in the folder of a checkpoint, or `null`. */
export async function findTokenizer(url: string, options: Options): Promise<TokenizerFiles | null> {
  const origin = 'tokenizer.json';
  const text = await textIfThere(beside(url, origin), options);
  if (text === null) return null;
  const json = parseJson(text, origin, 'tokenizer-invalid');
  return { origin, json, config: await tokenizerConfig(url, options) };
}

/** A tokenizer at an address that was named: it must be there. */
export async function fetchTokenizer(address: string, options: Options): Promise<TokenizerFiles> {
  const json = await fetchJson(address, 'tokenizer-invalid', options);
  return { origin: fileName(address), json, config: await tokenizerConfig(address, options) };
}

/** A configuration at an address that was named: it must be there. */
export async function fetchConfig(address: string, options: Options): Promise<ConfigFile> {
  const json = await fetchJson(address, 'config-invalid', options);
  return { name: fileName(address), json };
}

async function tokenizerConfig(url: string, options: Options): Promise<unknown> {
  const name = 'tokenizer_config.json';
  const text = await textIfThere(beside(url, name), options);
  return text === null ? {} : parseJson(text, name);
}

async function fetchJson(address: string, code: JsonErrorCode, options: Options): Promise<unknown> {
  const text = await options.text(requireAddress(address));
  if (text !== null) return parseJson(text, fileName(address), code);
  throw new EngineError('download-status', `There is no file at ${address}. Check the address.`, {
    url: address,
    status: 404,
  });
}

/** Text of a file that may be missing. A server that answers every address with its front page does not have it. */
async function textIfThere(url: string | null, options: Options): Promise<string | null> {
  const text = url === null ? null : await orNull(options.text(url));
  return text === null || /^\s*<[!?a-z]/i.test(text) ? null : text;
}

/** A neighbour that cannot be had is as good as none. An abort still ends the load. */
async function orNull(text: Promise<string | null>): Promise<string | null> {
  try {
    return await text;
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

/** @throws EngineError with `code`, naming the file; BoundError */
export function parseJson(
  text: string,
  file: string,
  code: JsonErrorCode = 'config-invalid',
  bounds: JsonBounds = code === 'tokenizer-invalid' ? TOKENIZER_JSON : CONFIG_JSON,
): unknown {
  try {
    return parseBoundedJson(text, bounds);
  } catch (error) {
    if (error instanceof BoundError) throw error;
    throw new EngineError(
      code,
      `${file} is not valid JSON. Take the file again from where the checkpoint came from, or leave it out.`,
      { file },
    );
  }
}
