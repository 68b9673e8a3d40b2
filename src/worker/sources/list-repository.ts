import { CONFIG_JSON, parseBoundedJson } from '../../core/bounds/bounded-json.ts';
import { type HubAddress, listingUrl, parseHubAddress } from '../../core/hub/hub-address.ts';
import { type HubFile, loadables, parseHubListing } from '../../core/hub/hub-listing.ts';
import { nextLink } from '../../core/hub/next-link.ts';
import { isBusy, retryDelay } from '../../core/hub/retry-policy.ts';
import type { CallOptions } from '../../engine/calls.ts';
import type { RepositoryListing } from '../../engine/inspecting.ts';
import { EngineError } from '../../engine/errors.ts';
import { DEFAULT_ENDPOINT } from '../../engine/hub-endpoint.ts';
import { receiveText } from '../keeping/receive-text.ts';
import { busy, gated, type Network, noAnswer } from '../keeping/request.ts';
import { fetchUnlessSilent, isSilence } from '../../engine/silence.ts';

export interface ListOptions extends CallOptions {
  readonly endpoint?: string | undefined;
  readonly revision?: string | undefined;
}

/** The hub gives a thousand files a page. */
const MAX_PAGES = 10;

/** Reads what a person typed. @throws EngineError `hub-address` */
export function requireHubAddress(
  text: string,
  { endpoint = DEFAULT_ENDPOINT, revision }: ListOptions,
): HubAddress {
  if (!URL.canParse(endpoint)) throw noListing(endpoint);
  const address = parseHubAddress(text, endpoint);
  if (address) return revision ? { ...address, revision } : address;
  throw new EngineError(
    'hub-address',
    `"${text.slice(0, 100)}" names no repository. Type owner/name, or paste the address of one of its files.`,
    { text: text.slice(0, 100) },
  );
}

/**
 * The files of a repository at its revision, page by page.
 * @throws EngineError `hub-address`, `hub-not-found`, `hub-gated`, `hub-listing-invalid`, `server-busy`, `download-failed`, `download-silent`
 */
export async function listRepository(
  text: string,
  options: ListOptions,
  network: Network,
): Promise<RepositoryListing> {
  const { endpoint = DEFAULT_ENDPOINT } = options;
  const asked = requireHubAddress(text, options);
  const files: HubFile[] = [];
  let address = asked;
  let url: string | null = listingUrl(asked, endpoint);
  for (let page = 0; url && page < MAX_PAGES; page++) {
    const response = await fetchPage(url, options, network);
    address = { ...asked, repo: repoOf(response.url) ?? asked.repo };
    files.push(...parsePage(await receiveText({ url, body: response.body }, options.signal), url));
    const next = nextLink(response.headers.get('Link'));
    // A page of another host would be somebody else's listing.
    url =
      next && new URL(next, url).origin === new URL(url).origin ? new URL(next, url).href : null;
  }
  return { address, files, loadables: loadables(files), cut: url !== null };
}

async function fetchPage(
  url: string,
  { signal, onProgress }: ListOptions,
  { fetch, now, pause }: Network,
): Promise<Response> {
  for (let retries = 0; ; retries++) {
    let response: Response;
    try {
      response = await fetchUnlessSilent(fetch, url, { referrerPolicy: 'no-referrer', signal });
    } catch (error) {
      signal?.throwIfAborted();
      if (isSilence(error)) throw error;
      throw noAnswer(url, error instanceof Error ? error.message : String(error));
    }
    if (response.ok) return response;
    const delay = isBusy(response.status)
      ? retryDelay(retries, response.headers.get('Retry-After'), now())
      : null;
    if (delay === null)
      throw isBusy(response.status) ? busy(url, response, now()) : refusal(url, response);
    onProgress?.({
      stage: 'waiting',
      done: 0,
      total: delay / 1000,
      unit: 'seconds',
      waitingFor: 'server',
    });
    await pause(delay, signal);
  }
}

/** The hub answers 401 for what does not exist and for what is private alike, so that nobody learns which. */
function refusal(url: string, { status, headers }: Response): EngineError {
  const code = headers.get('X-Error-Code');
  const repo = repoOf(url) ?? url;
  if (code === 'GatedRepo' || (status === 403 && code === null)) return gated(repo);
  if (status === 401 || status === 403 || status === 404) {
    const what =
      code === 'RevisionNotFound' ? 'has no such revision' : 'does not exist, or is private';
    return new EngineError(
      'hub-not-found',
      `${repo} ${what}. Check the spelling of owner and name; a repository that moved is found under its new name on the hub.`,
      { repo, status, code: code ?? '' },
    );
  }
  return new EngineError(
    'download-status',
    `The hub answered ${status} for ${repo}. Try again later.`,
    {
      url,
      status,
    },
  );
}

/** After a redirect this is the new name. */
function repoOf(url: string): string | null {
  const match = /\/api\/models\/([^/]+\/[^/]+)\/tree\//.exec(url);
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}

function parsePage(text: string, url: string): readonly HubFile[] {
  try {
    return parseHubListing(parseBoundedJson(text, CONFIG_JSON));
  } catch {
    throw noListing(url);
  }
}

function noListing(url: string): EngineError {
  return new EngineError(
    'hub-listing-invalid',
    `What answered at ${url} is no listing of files. Check the endpoint: it must speak the hub's addresses.`,
    { url },
  );
}
