import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  fileUrl,
  HUB_ENDPOINT,
  listingUrl,
  parseHubAddress,
} from '../../src/core/hub/hub-address.ts';
import type { HubAddress } from '../../src/core/hub/hub-address.ts';
import {
  type HubFile,
  listedPath,
  type Loadable,
  loadables,
  parseHubListing,
} from '../../src/core/hub/hub-listing.ts';
import { parseContentRange } from '../../src/core/hub/content-range.ts';
import { nextLink } from '../../src/core/hub/next-link.ts';
import { PRESETS } from '../../src/core/hub/presets.ts';
import { isBusy, retryDelay } from '../../src/core/hub/retry-policy.ts';

export interface FetchModelOptions {
  /** Folder that gets one folder for each model. */
  readonly out: string;
  readonly endpoint?: string | undefined;
  /** For gated and private repositories; it is sent to the endpoint only. */
  readonly token?: string | undefined;
  readonly onBytes?: (file: string, done: number, total: number) => void;
}

/** Small files that describe a model; they are fetched where they are there. */
const COMPANIONS = [
  'open_clip_config.json',
  'config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
];

/**
 * Fetches a preset or a repository's checkpoint into `out/<owner>--<name>/`; a half-fetched file goes on where it stopped,
 * and each one is compared with the size and SHA-256 of the hub's listing. Returns the folder.
 */
export async function fetchModel(what: string, options: FetchModelOptions): Promise<string> {
  const preset = PRESETS.find(({ id }) => id === what);
  const { address, wanted } = preset
    ? { address: addressOf(`${preset.repo}@${preset.revision}`, options), wanted: preset.files }
    : named(what, options);
  const listing = await list(address, options);
  const weights = weightFiles(wanted, listing, address);
  const files = [...weights, ...COMPANIONS].flatMap(
    (path) => listing.find((file) => file.path === path) ?? missing(path, weights, address),
  );
  const folder = join(options.out, address.repo.replace('/', '--'));
  for (const file of files) await fetchFile(address, file, join(folder, file.path), options);
  return folder;
}

function missing(path: string, weights: readonly string[], { repo }: HubAddress): HubFile[] {
  if (!weights.includes(path)) return [];
  throw new Error(`${repo} has no file ${path}. Look at its list of files on the hub.`);
}

/** `owner/name` or `owner/name/path/of/file`, or an address of either. */
function named(what: string, options: FetchModelOptions) {
  const [owner, name, ...path] = what.split('/');
  const short = /^https?:/.test(what) || !name ? what : `${owner}/${name}`;
  const address = addressOf(short, options);
  const file = address.path ?? path.join('/');
  return { address, wanted: file === '' ? [] : [file] };
}

function addressOf(text: string, { endpoint }: FetchModelOptions): HubAddress {
  const address = parseHubAddress(text, endpoint);
  if (!address) throw new Error(`"${text}" is no preset and names no repository (owner/name).`);
  return address;
}

/** The wanted files with what belongs to them (an index its shards, a graph its partner), or the first that can be loaded. */
function weightFiles(
  wanted: readonly string[],
  files: readonly HubFile[],
  { repo }: HubAddress,
): readonly string[] {
  const models = loadables(files).map(filesOf);
  const [first] = models;
  if (wanted.length === 0) {
    if (!first) throw new Error(`${repo} holds nothing that can be loaded as CLIP.`);
    return first;
  }
  const listed = wanted.map((path) => listedPath(files, path));
  return [...new Set(listed.flatMap((path) => models.find(([own]) => own === path) ?? [path]))];
}

function filesOf(model: Loadable): readonly string[] {
  if (model.kind === 'onnx') return [model.image, model.text];
  return model.kind === 'sharded' ? [model.path, ...model.shards] : [model.path];
}

async function list(address: HubAddress, options: FetchModelOptions): Promise<readonly HubFile[]> {
  const files: HubFile[] = [];
  let url: string | null = listingUrl(address, options.endpoint ?? HUB_ENDPOINT);
  for (let page = 0; url && page < 10; page++) {
    const response: Response = await ask(url, {}, options);
    files.push(...parseHubListing(await response.json()));
    const next = nextLink(response.headers.get('Link'));
    // The token is the endpoint's business alone.
    url =
      next && new URL(next, url).origin === new URL(url).origin ? new URL(next, url).href : null;
  }
  return files;
}

/** A successful answer; a busy server is asked again after the delay that it names. */
async function ask(
  url: string,
  headers: Record<string, string>,
  { token }: FetchModelOptions,
): Promise<Response> {
  const signed = token ? { ...headers, Authorization: `Bearer ${token}` } : headers;
  for (let retries = 0; ; retries++) {
    const response = await fetch(url, { headers: signed });
    if (response.ok || response.status === 416) return response;
    const after = response.headers.get('Retry-After');
    const delay = isBusy(response.status) ? retryDelay(retries, after, Date.now()) : null;
    if (delay === null) throw new Error(refusal(url, response));
    await new Promise((resolve) => setTimeout(resolve, delay));
  }
}

function refusal(url: string, { status }: Response): string {
  const step =
    status === 401 || status === 403
      ? 'It does not exist, is private, or wants its conditions accepted: check the name, and set HF_TOKEN.'
      : 'Check the address, or try again later.';
  return `The server answered ${status} for ${url}. ${step}`;
}

async function fetchFile(
  address: HubAddress,
  file: HubFile,
  target: string,
  options: FetchModelOptions,
): Promise<void> {
  if (existsSync(target) && (await isRight(target, file))) return;
  const part = `${target}.part`;
  await mkdir(dirname(target), { recursive: true });
  await download(fileUrl(address, file.path, options.endpoint), part, file, options);
  if (!(await isRight(part, file))) {
    await rm(part);
    throw new Error(
      `${basename(target)} is not the file that the hub describes (size or SHA-256). It was deleted: run the command again.`,
    );
  }
  await rename(part, target);
}

/** Size and, where the listing has it, SHA-256. */
async function isRight(path: string, { size, sha256 }: HubFile): Promise<boolean> {
  if ((await stat(path)).size !== size) return false;
  if (!sha256) return true;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256;
}

/** Brings a file to its full length, from where an earlier run stopped. */
async function download(
  url: string,
  part: string,
  file: HubFile,
  options: FetchModelOptions,
): Promise<void> {
  const have = existsSync(part) ? (await stat(part)).size : 0;
  if (have >= file.size && file.size > 0) return;
  const response = await ask(url, have > 0 ? { Range: `bytes=${have}-` } : {}, options);
  const range = response.status === 206 && parseContentRange(response.headers.get('Content-Range'));
  const begin = range && range.begin === have ? have : 0;
  if (response.status === 206 && begin !== have) throw new Error(`${url} sent another part.`);
  const onBytes = (done: number): void => options.onBytes?.(file.path, begin + done, file.size);
  await pipeline(
    Readable.from(chunksOf(response, onBytes)),
    createWriteStream(part, { flags: begin > 0 ? 'a' : 'w' }),
  );
}

async function* chunksOf(
  { body }: Response,
  onBytes: (done: number) => void,
): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  for (let done = 0; ;) {
    const next = await reader?.read();
    if (!next || next.done) return;
    const chunk = next.value as Uint8Array;
    done += chunk.length;
    yield chunk;
    onBytes(done);
  }
}

/** Writes `index.json`: which models lie in `out`, for the page to read. */
export async function writeModelIndex(out: string, models: readonly ModelFolder[]): Promise<void> {
  await writeFile(join(out, 'index.json'), `${JSON.stringify({ models }, null, 2)}\n`);
}

/** A folder of `public/models` and the weight files in it, with their bytes. */
export interface ModelFolder {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}
