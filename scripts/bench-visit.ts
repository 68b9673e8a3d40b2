import { Agent, get } from 'node:http';
import { parseArgs } from 'node:util';
import type { BrowserContext } from '@playwright/test';
import { openContextPage, table, withBrowser } from './support/browser.ts';
import { type Sent, serveBuild } from './support/serve-build.ts';
import { shareLine } from './support/shared-line.ts';

/**
 * What a first and a second visit bring over the line, by part, as `npm run serve` sends it; and when a room has its bars,
 * whose visitors all come at once and share one line. `--visitors 30 --mbit 20`
 */
const { values } = parseArgs({
  options: {
    visitors: { type: 'string', default: '30' },
    mbit: { type: 'string', default: '20' },
  },
});

const PARTS: readonly (readonly [string, RegExp])[] = [
  ['runtime', /\.wasm$|\/ort\./],
  ['built-in model', /^\/models\//],
  ['bars computed before', /first-visit/],
  ['pictures', /^\/samples\//],
  ['service worker and its list', /service-worker|\/build-/],
  ['page, scripts, styles, words', /./],
];

const partOf = ({ path }: Sent): string => PARTS.find(([, what]) => what.test(path))?.[0] ?? '';

interface Visit {
  /** Everything that was sent until the first bars, until live ones, and until nothing more came. */
  readonly bars: readonly Sent[];
  readonly live: readonly Sent[];
  readonly all: readonly Sent[];
}

async function visit(context: BrowserContext, url: string, log: Sent[]): Promise<Visit> {
  log.length = 0;
  const page = await openContextPage(context, url);
  await page.getByRole('meter').first().waitFor();
  const bars = [...log];
  await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor({ timeout: 120_000 });
  const live = [...log];
  // What is kept for offline use comes once the models are there.
  for (let seen = -1; seen !== log.length;) {
    seen = log.length;
    await page.waitForTimeout(3000);
  }
  await page.close();
  return { bars, live, all: [...log] };
}

/** One visitor of the room: what the bars need, then the rest, over as many connections as a browser opens. */
async function come(port: number, { bars, live }: Visit, started: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 6 });
  const fetchOne = (path: string, tries = 3): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = { 'Accept-Encoding': 'br, gzip' };
      const request = get({ port, path, agent, headers }, (response) => {
        response.resume();
        response.on('end', resolve);
      });
      // A connection may be closed just when it is used again: browsers ask anew, too.
      request.on('error', (error) =>
        tries > 1 ? resolve(fetchOne(path, tries - 1)) : reject(error),
      );
    });
  const fetchAll = (files: readonly Sent[]) => Promise.all(files.map(({ path }) => fetchOne(path)));
  await fetchAll(bars);
  const first = performance.now() - started;
  await fetchAll(live.slice(bars.length));
  agent.destroy();
  return { first, live: performance.now() - started };
}

const log: Sent[] = [];
const server = await serveBuild(process.env['E2E_DIST'] ?? 'dist', 0, '127.0.0.1', {
  onSent: (sent) => log.push(sent),
});
const url = `http://127.0.0.1:${server.port}/`;
const [cold, warm] = await withBrowser(async (browser) => {
  const context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'allow' });
  const first = await visit(context, url, log);
  return [first, await visit(context, url, log)] as const;
});
const kB = (files: readonly Sent[]): string =>
  (files.reduce((sum, { bytes }) => sum + bytes, 0) / 1000).toFixed(0);
const moments = [cold.bars, cold.live, cold.all, warm.all];
const row = (name: string, counts: (sent: Sent) => boolean): string[] => [
  name,
  ...moments.map((files) => kB(files.filter(counts))),
];
console.log(
  table([
    ['kB over the line', 'until the first bars', 'until live bars', 'in all', 'second visit'],
    ...PARTS.map(([part]) => row(part, (sent) => partOf(sent) === part)),
    row('together', () => true),
  ]),
);

const line = await shareLine(server.port, Number(values.mbit) * 1e6);
const started = performance.now();
const room = await Promise.all(
  Array.from({ length: Number(values.visitors) }, () => come(line.port, cold, started)),
);
const last = (times: readonly number[]): string => (Math.max(...times) / 1000).toFixed(0);
console.log(
  `\n${values.visitors} visitors at once over ${values.mbit} Mbit/s: what the first bars need is with the last of them after ` +
    `${last(room.map(({ first }) => first))} s, what live ones need after ${last(room.map(({ live }) => live))} s`,
);
line.close();
await server.close();
