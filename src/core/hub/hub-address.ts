/** A repository of the hub, at one revision, and perhaps one file or folder in it. */
export interface HubAddress {
  /** `owner/name`. */
  readonly repo: string;
  /** Branch, tag or commit; `main` where none is named. */
  readonly revision: string;
  /** File or folder inside the repository, or `null` for the whole. */
  readonly path: string | null;
}

/** Where the hub answers unless another endpoint (a mirror) is chosen. */
export const HUB_ENDPOINT = 'https://huggingface.co';

/** The hub's own rule for names: letters, digits, `-`, `_`, `.`, at most 96 characters, no leading or trailing `-` or `.`. */
const NAME = /^(?![-.])[\w.-]{1,96}(?<![-.])$/;

/**
 * Reads what a person may paste: `owner/name`, `hf-hub:owner/name` (OpenCLIP's form), or any address of a repository
 * on the hub or on `endpoint` (`blob`, `resolve`, `raw`, `tree`, with query or revision). `null` where it is none of these.
 */
export function parseHubAddress(text: string, endpoint = HUB_ENDPOINT): HubAddress | null {
  const trimmed = text.trim().replace(/^(?:hf-hub:|hf:\/\/)/, '');
  if (/^https?:\/\//i.test(trimmed)) return parseUrl(trimmed, endpoint);
  const [name = '', revision] = trimmed.split('@');
  return address(name.split('/'), revision);
}

function parseUrl(text: string, endpoint: string): HubAddress | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const hosts = [HUB_ENDPOINT, 'https://hf.co', endpoint].map((base) => new URL(base));
  const base = hosts.find(({ host }) => host === url.host);
  if (!base) return null;
  const prefix = base.pathname.replace(/\/$/, '');
  if (!url.pathname.startsWith(prefix)) return null;
  const parts = url.pathname.slice(prefix.length).split('/').filter(Boolean).map(decode);
  // Data sets and spaces share the host but hold no checkpoints.
  if (['datasets', 'spaces', 'api'].includes(parts[0] ?? '')) return null;
  return address(parts);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function address(parts: readonly string[], at?: string): HubAddress | null {
  const [owner = '', name = '', verb, revision, ...path] = parts;
  if (!NAME.test(owner) || !NAME.test(name)) return null;
  const repo = `${owner}/${name}`;
  if (verb === undefined) return { repo, revision: at || 'main', path: null };
  if (!['blob', 'resolve', 'raw', 'tree'].includes(verb) || !revision) return null;
  if (path.some((part) => part === '..' || part === '.')) return null;
  return { repo, revision, path: path.join('/') || null };
}

/** Address at which the hub serves a file; it redirects to where the bytes are. */
export function fileUrl(
  { repo, revision }: HubAddress,
  path: string,
  endpoint = HUB_ENDPOINT,
): string {
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  return `${trim(endpoint)}/${repo}/resolve/${encodeURIComponent(revision)}/${escaped}`;
}

/** Address of the JSON listing of all files of a repository at its revision. */
export function listingUrl({ repo, revision }: HubAddress, endpoint = HUB_ENDPOINT): string {
  return `${trim(endpoint)}/api/models/${repo}/tree/${encodeURIComponent(revision)}?recursive=true`;
}

function trim(endpoint: string): string {
  return endpoint.replace(/\/+$/, '');
}
