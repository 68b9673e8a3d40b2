import { fileUrl } from '../../core/hub/hub-address.ts';
import { listedPath, type Loadable, textPartner } from '../../core/hub/hub-listing.ts';
import { isShardIndex } from '../../core/hub/shard-index.ts';
import type { CallOptions } from '../../engine/calls.ts';
import type { ModelSource } from '../../engine/loading.ts';
import type { RepositoryListing } from '../../engine/inspecting.ts';
import { EngineError } from '../../engine/errors.ts';
import { DEFAULT_ENDPOINT } from '../../engine/hub-endpoint.ts';
import type { RemoteAddress } from '../keeping/keeper.ts';
import { isComplete } from '../keeping/kept-record.ts';
import { isUnreachable } from '../keeping/request.ts';
import { beside, fileName, lastParts, requireAddress } from './addresses.ts';
import { listRepository, requireHubAddress } from './list-repository.ts';
import {
  fetchConfig,
  fetchTokenizer,
  findAdapterConfigs,
  findConfigs,
  findTokenizer,
  parseJson,
  type SmallFiles,
} from './neighbours.ts';
import {
  type BesideFile,
  type OpenedSource,
  type OpenOptions,
  shardsIn,
  smallFiles,
  uniqueNames,
  type Discard,
} from './opened-source.ts';
import { holdFiles, inspected } from './web-files.ts';

type UrlsSource = Extract<ModelSource, { urls: readonly string[] }>;
type HubSource = Extract<ModelSource, { hub: string }>;

/** Opens files by their addresses; an index of shards stands for the files that it names. */
export async function openUrls(source: UrlsSource, options: OpenOptions): Promise<OpenedSource> {
  const urls = source.urls.map(requireAddress);
  const [first] = urls;
  if (first === undefined) throw nothing('the list of addresses');
  const addresses = withPartner(await withShards(urls.map(addressOf), options));
  const name = urls.map((url) => lastParts(url, 2)).join(', ');
  return open({ name, addresses, folder: first, ...source }, options);
}

/** Opens a repository: the file that was named, or the first that can be loaded. */
export async function openHub(given: HubSource, options: OpenOptions): Promise<OpenedSource> {
  const source = { endpoint: DEFAULT_ENDPOINT, ...given };
  const { endpoint, file, revision, hub } = source;
  const asked = requireHubAddress(hub, { endpoint, revision });
  const listing = await hubListing(source, options);
  const { address, files } = listing;
  const wanted = file ?? asked.path;
  const paths = pathsOf(listing, wanted);
  const addresses = paths.map((path): RemoteAddress => {
    const entry = files.find((candidate) => candidate.path === path);
    const url = fileUrl(address, path, endpoint);
    return { url, name: fileName(url), size: entry?.size, sha256: entry?.sha256 };
  });
  const folder = addresses[0]?.url;
  if (folder === undefined) throw nothing(address.repo);
  const here = new Set(files.map(({ path }) => fileUrl(address, path, endpoint)));
  const name = `${address.repo}/${wanted === null ? (paths[0] ?? '') : listedPath(files, wanted)}`;
  return open({ name, addresses, folder, mayExist: (url) => here.has(url) }, options);
}

function pathsOf(
  { loadables, address, files }: RepositoryListing,
  asked: string | null,
): readonly string[] {
  const wanted = asked === null ? null : listedPath(files, asked);
  const matches = (candidate: Loadable): boolean =>
    wanted === null || pathOf(candidate).startsWith(wanted);
  const found = loadables.find((one) => pathOf(one) === wanted) ?? loadables.find(matches);
  if (!found) {
    // A shard, or a file with an unusual ending, may still be asked for by its name.
    if (wanted !== null && /\.\w+$/.test(wanted)) return [wanted];
    throw nothing(address.repo);
  }
  if (found.kind === 'onnx') return [found.image, found.text];
  return found.kind === 'sharded' ? found.shards : [found.path];
}

function pathOf(loadable: Loadable): string {
  return loadable.kind === 'onnx' ? loadable.image : loadable.path;
}

const LISTING = 'listing-for-this-page.json';

/** The hub's listing; the one of the last visit where all its weights are kept, or where nothing answers. */
async function hubListing(source: HubSource, options: OpenOptions): Promise<RepositoryListing> {
  const { keeper, network, signal, keep = true } = options;
  const asked = requireHubAddress(source.hub, source);
  const store = fileUrl(asked, LISTING, source.endpoint);
  const last = await keeper.texts.peek(store);
  const kept = last === null ? null : (JSON.parse(last) as RepositoryListing);
  if (kept && (await allKept(kept, source, asked.path, options))) return kept;
  try {
    const listing = await listRepository(
      source.hub,
      { ...source, ...callOptions(options) },
      network,
    );
    if (keep) await keeper.texts.put(store, JSON.stringify(listing));
    return listing;
  } catch (error) {
    signal?.throwIfAborted();
    if (kept && isUnreachable(error)) return kept;
    throw error;
  }
}

function callOptions({ signal, onProgress }: OpenOptions): CallOptions {
  return { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) };
}

async function allKept(
  listing: RepositoryListing,
  { file, endpoint }: HubSource,
  path: string | null,
  { keeper }: OpenOptions,
): Promise<boolean> {
  const urls = pathsOf(listing, file ?? path).map((one) => fileUrl(listing.address, one, endpoint));
  return everyKept(urls, keeper);
}

async function everyKept(urls: readonly string[], keeper: OpenOptions['keeper']): Promise<boolean> {
  const records = await Promise.all(urls.map((url) => keeper.recordOf(url)));
  return records.every((record) => record !== null && isComplete(record));
}

/** An image graph at an address brings the text graph beside it along, where that is there. */
function withPartner(addresses: readonly RemoteAddress[]): readonly RemoteAddress[] {
  const [only] = addresses;
  const partner = only && addresses.length === 1 ? textPartner(only.name) : null;
  const url = only && partner !== null ? beside(only.url, partner) : null;
  return url === null ? addresses : [...addresses, { ...addressOf(url), optional: true }];
}

/** Ready graphs lie in a folder of their own, one below configuration and tokenizer. */
function homeOf(url: string): string {
  return /\/onnx\/[^/]+$/.test(new URL(url).pathname) ? new URL('../', url).href : url;
}

interface WebModel {
  readonly name: string;
  readonly addresses: readonly RemoteAddress[];
  /** Address of a file in the folder in which configuration and tokenizer are looked for. */
  readonly folder: string;
  readonly config?: string;
  readonly tokenizer?: string;
  /** Whether a listing has a file at that address. */
  readonly mayExist?: (url: string) => boolean;
}

async function open(model: WebModel, options: OpenOptions): Promise<OpenedSource> {
  const { keeper, keep = true, peek = false } = options;
  const { addresses, config, tokenizer } = model;
  const folder = homeOf(model.folder);
  const here = await everyKept(
    addresses.map(({ url }) => url),
    keeper,
  );
  const small = listed(smallFiles(options, here ? 'kept' : 'network'), model);
  const holding = holdFiles(keeper, uniquelyNamed(addresses, options.taken), {
    ...options,
    keep,
    peek,
  });
  try {
    const [held, configs, found] = await Promise.all([
      holding,
      config === undefined
        ? findConfigs(folder, small)
        : fetchConfig(config, small).then((one) => [one]),
      tokenizer === undefined ? findTokenizer(folder, small) : fetchTokenizer(tokenizer, small),
    ]);
    return {
      name: model.name,
      weights: held.weights,
      configs,
      tokenizer: found,
      adapterConfigs: () =>
        findAdapterConfigs(
          addresses.map(({ url }) => url),
          small,
        ),
      besideGraphs: besideGraphs(model, folder, options),
      bring: (report, call) => held.bring(report, call),
      received: () => held.files.reduce((sum, file) => sum + file.received(), 0),
      inspected: () =>
        Promise.all(
          held.files.map(async (file) => {
            const record = await keeper.recordOf(file.record().url);
            const kept = record?.have.reduce((sum, [begin, end]) => sum + end - begin, 0);
            return inspected(file, kept ?? 0);
          }),
        ),
      async release(discard = 'nothing') {
        await held.release();
        for (const file of held.files) await discardKept(file.record().url, discard, keeper);
      },
    };
  } catch (error) {
    void holding.then((held) => held.release()).catch(() => undefined);
    throw error;
  }
}

/** The files of the whole model in the folders of a pair of graphs; only servers that give parts are asked for two numbers. */
function besideGraphs(
  { addresses, mayExist }: WebModel,
  folder: string,
  options: OpenOptions,
): readonly BesideFile[] {
  const graph = addresses.find(({ name }) => /vision_model\w*\.onnx$/.test(name));
  if (!graph) return [];
  const whole = (url: string | null, isGraph: boolean): BesideFile[] => {
    if (url === null || (mayExist && !mayExist(url))) return [];
    return [{ name: fileName(url), isGraph, open: () => openParts(url, options) }];
  };
  return [
    ...whole(beside(folder, 'model.safetensors'), false),
    ...whole(beside(graph.url, 'model.onnx'), true),
  ];
}

async function openParts(url: string, options: OpenOptions) {
  const address = { url, name: fileName(url) };
  const { file, release } = await options.keeper.hold(address, {
    ...callOptions(options),
    keep: false,
    peek: true,
  });
  if (file.givesParts() !== false || file.record().have.length === 0) {
    return { source: file, received: () => file.received(), release };
  }
  await release();
  return null;
}

/** A complete file that is sound was somebody's choice, whatever became of its load. */
async function discardKept(
  url: string,
  discard: Discard,
  keeper: OpenOptions['keeper'],
): Promise<void> {
  if (discard === 'nothing') return;
  const record = await keeper.recordOf(url);
  if (!record || record.checked || (discard === 'parts' && isComplete(record))) return;
  await keeper.forget(url).catch(() => undefined);
}

function listed({ text }: SmallFiles, { mayExist, config, tokenizer }: WebModel): SmallFiles {
  if (!mayExist) return { text };
  return {
    text: async (url) => (url === config || url === tokenizer || mayExist(url) ? text(url) : null),
  };
}

async function withShards(
  addresses: readonly RemoteAddress[],
  options: OpenOptions,
): Promise<readonly RemoteAddress[]> {
  const all: RemoteAddress[] = [];
  for (const address of addresses) {
    if (isShardIndex(address.name)) all.push(...(await shardsAt(address.url, options)));
    else all.push(address);
  }
  return all;
}

/** The shards of an index; the one of the last visit where all its shards are kept. */
async function shardsAt(url: string, options: OpenOptions): Promise<readonly RemoteAddress[]> {
  const name = fileName(url);
  const parse = (text: string): readonly RemoteAddress[] =>
    shardsIn(parseJson(text, name), name).map((shard) => addressOf(beside(url, shard) ?? shard));
  const last = await options.keeper.texts.peek(url);
  const kept = last === null ? null : parse(last);
  if (
    kept &&
    (await everyKept(
      kept.map((one) => one.url),
      options.keeper,
    ))
  )
    return kept;
  const text = await smallFiles(options, 'network').text(url);
  if (text === null) throw nothing(url);
  return parse(text);
}

function addressOf(url: string): RemoteAddress {
  return { url, name: fileName(url) };
}

function uniquelyNamed(
  addresses: readonly RemoteAddress[],
  taken: readonly string[] | undefined,
): readonly RemoteAddress[] {
  const names = uniqueNames(
    addresses.map(({ name }) => name),
    taken,
  );
  return addresses.map((address, index) => ({ ...address, name: names[index] ?? address.name }));
}

function nothing(where: string): EngineError {
  return new EngineError(
    'hub-nothing-loadable',
    `There is nothing in ${where} that can be loaded as CLIP. Choose a repository with a .safetensors file, or name the file.`,
    { where },
  );
}
