import { test as base } from '@playwright/test';
import { type Fault, type HubServer, startHub } from './hub-server.ts';
import { MADE_CONFIG, madeCheckpoint } from './made-checkpoint.ts';

/** The repository that the small hub has, and the path of its weights in it. */
export const REPO = 'lab/clip';
export const FILE = 'open_clip_model.safetensors';
export const WEIGHTS = madeCheckpoint();

/** What a story needs beside the repository, each file named `<repo>/<path>`. */
interface More {
  readonly files?: Readonly<Record<string, Uint8Array>>;
  readonly faults?: Readonly<Record<string, Fault>>;
}

interface SmallHub {
  /** Starts a hub with one repository, whose weights are served with that fault; it is closed after the story. */
  readonly serve: (fault?: Fault, more?: More) => Promise<HubServer>;
}

/** Stories that take their weights from a hub on this machine. */
export const test = base.extend<SmallHub>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads off it that no other fixture is needed
  serve: async ({}, give) => {
    const hubs: HubServer[] = [];
    await give(async (fault = {}, { files, faults } = {}) => {
      const hub = await startHub(
        { [`${REPO}/${FILE}`]: WEIGHTS, [`${REPO}/open_clip_config.json`]: MADE_CONFIG, ...files },
        { [`${REPO}/${FILE}`]: fault, ...faults },
      );
      hubs.push(hub);
      return hub;
    });
    await Promise.all(hubs.map((hub) => hub.close()));
  },
});

/** The address of the small hub's weights. */
export function weightsUrl({ endpoint }: Pick<HubServer, 'endpoint'>): string {
  return `${endpoint}/${REPO}/resolve/main/${FILE}`;
}

/** The requests for the weights. */
export function weightsRequests({ requests }: HubServer) {
  return requests.filter(({ path }) => path === `${REPO}/${FILE}`);
}

/** Bytes of the weights that were sent. */
export function crossed(hub: HubServer): number {
  return weightsRequests(hub).reduce((sum, { bytes }) => sum + bytes, 0);
}
