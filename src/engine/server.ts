import type { Engine } from './contract.ts';
import { engineErrorData } from './errors.ts';
import type { GuardedStep, WatchedOptions } from './guarded-step.ts';
import { sparseProgress } from './sparse-progress.ts';
import { stateBuffers } from './state-buffers.ts';
import {
  OPTIONS_AT,
  type ClientMessage,
  type MessageEndpoint,
  type ServerMessage,
} from './protocol.ts';

type Call = Extract<ClientMessage, { kind: 'call' }>;

/**
 * Answers the calls that arrive at `endpoint` with `engine`. Every call gets exactly one result, error or `aborted`;
 * this is the one place where errors of every kind become data.
 */
export function serveEngine(engine: Engine, endpoint: MessageEndpoint): void {
  const running = new Map<number, AbortController>();
  const send = (message: ServerMessage, transfer: Transferable[] = []): void =>
    endpoint.send(message, transfer);

  async function answer(call: Call): Promise<void> {
    const { id } = call;
    const controller = new AbortController();
    running.set(id, controller);
    const onProgress = sparseProgress((progress) => {
      if (controller.signal.aborted) return;
      // A training's state is a copy for the listener.
      const state = progress.training?.state;
      send({ kind: 'progress', id, progress }, state && stateBuffers(state));
    });
    try {
      const onStep = (step: GuardedStep | null): void => send({ kind: 'step', id, step });
      const options = { signal: controller.signal, onStep, ...(call.progress && { onProgress }) };
      const value = await invoke(engine, call, options);
      send({ kind: 'result', id, value }, ownBuffers(value));
    } catch (error) {
      if (controller.signal.aborted) send({ kind: 'aborted', id });
      else send({ kind: 'error', id, error: engineErrorData(error) });
    } finally {
      running.delete(id);
    }
  }

  endpoint.listen((data) => {
    const message = data as ClientMessage;
    if (message.kind === 'abort') {
      running.get(message.id)?.abort();
      send({ kind: 'heard', id: message.id });
    } else void answer(message);
  });
}

async function invoke(
  engine: Engine,
  { method, args }: Call,
  options: WatchedOptions,
): Promise<unknown> {
  const at = OPTIONS_AT[method];
  const given = [...args];
  if (at >= 0) given[at] = { ...(args[at] as object), ...options };
  const implementation = engine[method] as (...args: unknown[]) => Promise<unknown>;
  return implementation.apply(engine, given);
}

/** Buffers of the typed arrays at the first level of a result: results are made for one caller and can be moved. */
function ownBuffers(value: unknown): ArrayBuffer[] {
  if (typeof value !== 'object' || value === null) return [];
  const buffers = Object.values(value)
    .filter((field): field is ArrayBufferView => ArrayBuffer.isView(field))
    .map((view) => view.buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer);
  return [...new Set(buffers)];
}
