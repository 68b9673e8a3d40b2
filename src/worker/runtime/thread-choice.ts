import type { ThreadTimes } from '../../engine/training-progress.ts';
import type { Backend } from './backend.ts';
import { currentBackend, type SharedDevice } from './shared-device.ts';

/** Does something on the backend whose turn it is. */
export type OnBackend = <T>(work: (backend: Backend) => Promise<T>) => Promise<T>;

/** Finds out on how many threads the graphs of one training run fastest: many small products may be slower on many. */
export interface ThreadChoice {
  /** Its first runs are timed: two on the threads that the encoders have, two on one; then on what was faster. */
  readonly measured: OnBackend;
  /** Runs on what is known to be faster, and tells nothing itself. */
  readonly followed: OnBackend;
  /** Seconds of the fastest run each way; `null` before both are known, and where there is nothing to choose. */
  outcome(): ThreadTimes | null;
}

/** Of each way. The first one makes the session: the faster of both counts. */
const RUNS = 2;
/** Runs after which it is known, with a few more in which it is of use. */
export const WORTH_CHOOSING = 10;
/** Seconds for a second runtime to start. */
const START_LIMIT = 10;

interface Way {
  readonly backend: Backend;
  readonly seconds: number[];
}

interface Race {
  readonly many: Way;
  /** `null` where there is no other way: on a graphics card, with one thread anyway, or where it does not work. */
  one: Way | null;
}

export function createThreadChoice(
  device: SharedDevice,
  now: () => number = () => performance.now(),
): ThreadChoice {
  let race: Race | null = null;

  async function begin(backend: Backend): Promise<Race> {
    const more = backend.kind === 'wasm' && backend.threads > 1;
    const one = more ? await device.opener.openThreads(START_LIMIT, 1).catch(() => null) : null;
    race = { many: { backend, seconds: [] }, one: one && { backend: one, seconds: [] } };
    return race;
  }

  async function timed<T>(way: Way, work: (backend: Backend) => Promise<T>): Promise<T> {
    const start = now();
    const result = await work(way.backend);
    if (way.seconds.length < RUNS) way.seconds.push((now() - start) / 1000);
    return result;
  }

  return {
    async measured(work) {
      const backend = await currentBackend(device, {});
      // The device may have moved meanwhile: then all begins anew there.
      const own = race?.many.backend === backend ? race : await begin(backend);
      const { many, one } = own;
      if (!one || many.seconds.length < RUNS) return timed(many, work);
      if (one.seconds.length === RUNS && !isFaster(one, many)) return timed(many, work);
      return timed(one, work).catch((error: unknown) => {
        if (one.seconds.length === RUNS) throw error;
        own.one = null;
        return timed(many, work);
      });
    },
    async followed(work) {
      const backend = await currentBackend(device, {});
      const one = race?.many.backend === backend ? race.one : null;
      const faster = one?.seconds.length === RUNS && race && isFaster(one, race.many);
      return work(faster ? one.backend : backend);
    },
    outcome() {
      if (!race?.one || race.one.seconds.length < RUNS) return null;
      const { many, one } = race;
      return {
        threads: (isFaster(one, many) ? one : many).backend.threads,
        ways: [many, one].map(({ backend, seconds }) => ({
          threads: backend.threads,
          seconds: Math.min(...seconds),
        })),
      };
    },
  };
}

function isFaster(one: Way, many: Way): boolean {
  return Math.min(...one.seconds) < Math.min(...many.seconds);
}
