import type { Feed } from '../../core/gradient/trainer.ts';
import type { Backend } from './backend.ts';
import type { Ort } from './load-ort.ts';

/** A graph that takes all it needs as inputs. */
export interface OpenedGraph {
  /** Every float32 output, by name. */
  run(feeds: Readonly<Record<string, Feed>>): Promise<Readonly<Record<string, Float32Array>>>;
  release(): Promise<void>;
}

type Session = Awaited<ReturnType<Ort['InferenceSession']['create']>>;

/** Makes its session at the first run, and anew on another device when that has changed since. */
export function createGraphSession(model: Uint8Array) {
  let opened: { readonly session: Session; readonly backend: Backend } | null = null;

  async function sessionOn(backend: Backend): Promise<Session> {
    if (opened?.backend === backend) return opened.session;
    await release();
    const { ort, kind, gpu } = backend;
    const session = await ort.InferenceSession.create(model, {
      executionProviders: kind === 'webgpu' && gpu ? [{ name: 'webgpu', device: gpu }] : ['wasm'],
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      enableCpuMemArena: false,
    });
    opened = { session, backend };
    return session;
  }

  async function release(): Promise<void> {
    const last = opened;
    opened = null;
    await last?.session.release().catch(() => undefined);
  }

  return {
    async run(
      backend: Backend,
      feeds: Readonly<Record<string, Feed>>,
    ): Promise<Readonly<Record<string, Float32Array>>> {
      const session = await sessionOn(backend);
      const { Tensor } = backend.ort;
      const tensors = Object.entries(feeds).map(([name, { data, dims }]) => [
        name,
        data instanceof Int32Array
          ? new Tensor('int32', data, dims)
          : new Tensor('float32', data, dims),
      ]);
      const outputs = await session.run(Object.fromEntries(tensors));
      const values: [string, Float32Array][] = [];
      for (const [name, tensor] of Object.entries(outputs)) {
        values.push([name, ((await tensor.getData()) as Float32Array).slice()]);
        tensor.dispose();
      }
      return Object.fromEntries(values);
    },
    release,
  };
}
