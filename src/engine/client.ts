import { callSubject } from './call-subject.ts';
import type { CallOptions, Progress } from './calls.ts';
import type { Engine } from './contract.ts';
import type { LoadedModel, ModelSource } from './loading.ts';
import { EngineError } from './errors.ts';
import {
  OPTIONS_AT,
  type ClientMessage,
  type EngineMethod,
  type MessageEndpoint,
  type ServerMessage,
} from './protocol.ts';
import { stateBuffers } from './state-buffers.ts';
import type { TrainingState } from './training-progress.ts';
import { createWatchdog, type Watchdog } from './watchdog.ts';

/** A worker as the client needs it: messages, an end, and word of a death that nobody asked for. */
export interface EngineWorker extends MessageEndpoint {
  /** Settles when the worker can answer no more, with the reason in words. Never settles while it lives. */
  readonly died: Promise<string>;
  terminate(): void;
}

/** The engine as the page holds it: the calls, and what becomes of them when the worker dies. */
export interface EngineClient extends Engine {
  /**
   * Tells of each death of the worker, after all its pending calls were rejected: with the code `worker-died`, or with
   * `engine-stuck` where the worker was ended because a file kept it busy without end.
   * The next call starts a new worker; it holds no models, so they are loaded again. Returns the way to stop listening.
   */
  onDeath(listener: (error: EngineError) => void): () => void;
  /** Ends the worker as if it had died: pending calls are rejected, all its memory is free at once. */
  restart(): void;
}

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  /** Stops listening to the caller's signal. */
  readonly settle: () => void;
}

/** The methods that give a model. */
const MAKES_MODEL: ReadonlySet<EngineMethod> = new Set(['load', 'train']);

type OnStuck = NonNullable<CallOptions['onStuck']>;

interface Connection {
  readonly worker: EngineWorker;
  readonly pending: Map<number, PendingCall>;
  /** By call, until the worker has answered it: those that were given up included. */
  readonly onStuck: Map<number, OnStuck>;
  /** Calls that were given up, and would have made a model: nobody else can let go of what they still give. */
  readonly unwanted: Set<number>;
  readonly watchdog: Watchdog;
}

/** An engine that answers from a worker; `spawn` is called at the first call, and at the first call after a death. */
export function createEngineClient(spawn: () => EngineWorker): EngineClient {
  const listeners = new Set<(error: EngineError) => void>();
  let connection: Connection | undefined;
  let nextId = 1;

  const bury = (dead: Connection, error: EngineError): void => {
    if (connection !== dead) return;
    connection = undefined;
    end(dead, error);
    for (const listener of listeners) listener(error);
  };

  const call = (method: EngineMethod, args: readonly unknown[]): Promise<unknown> => {
    const parts = withoutFunctions(method, args);
    if (parts.signal?.aborted) return Promise.reject(parts.signal.reason);
    const open = (): Connection => (connection ??= connect(started(spawn), bury, letGo));
    return ask(open, { id: nextId++, method, args }, parts);
  };

  const letGo = (model: string): void => {
    // Where the worker died meanwhile, the model went with it.
    call('release', [model]).catch(() => undefined);
  };

  const calls = methods(call);
  return {
    ...calls,
    load: async (source, options) => calls.load(absoluteSource(source), options),
    inspect: async (source, options) => calls.inspect(absoluteSource(source), options),
    onDeath(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restart() {
      if (connection) bury(connection, workerDied('It was ended on request.'));
    },
  };
}

function connect(
  worker: EngineWorker,
  bury: (dead: Connection, error: EngineError) => void,
  letGo: (model: string) => void,
): Connection {
  const onStuck = new Map<number, OnStuck>();
  const watchdog = createWatchdog((id, file, seconds) => {
    const error = stuck(file, seconds);
    onStuck.get(id)?.(error);
    bury(opened, error);
  });
  const opened: Connection = {
    worker,
    pending: new Map(),
    onStuck,
    unwanted: new Set(),
    watchdog,
  };
  worker.listen((message) => receive(opened, message as ServerMessage, letGo));
  void worker.died.then((reason) => bury(opened, workerDied(reason)));
  return opened;
}

/** The worker answers no more: whoever waits for it hears why. */
function end({ worker, watchdog, pending }: Connection, error: EngineError): void {
  worker.terminate();
  watchdog.stop();
  for (const call of pending.values()) {
    call.settle();
    call.reject(error);
  }
  pending.clear();
}

interface Call {
  readonly id: number;
  readonly method: EngineMethod;
  readonly args: readonly unknown[];
}

/** Asks the worker, which is started where there is none; that it cannot be started is the call's failure. */
function ask(
  open: () => Connection,
  { id, method, args }: Call,
  { signal, onProgress, onStuck, sent }: ReturnType<typeof withoutFunctions>,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opened = open();
    const { worker, pending, unwanted, watchdog } = opened;
    const abort = (): void => {
      pending.delete(id);
      if (MAKES_MODEL.has(method)) unwanted.add(id);
      worker.send({ kind: 'abort', id } satisfies ClientMessage, []);
      watchdog.abort(id, callSubject(method, args));
      reject(signal?.reason);
    };
    const settle = (): void => signal?.removeEventListener('abort', abort);
    const progress = onProgress !== undefined;
    // First the message: what cannot be copied throws here, and leaves nothing pending.
    const call = { kind: 'call', id, method, args: sent, progress } satisfies ClientMessage;
    worker.send(call, handedOver(args));
    signal?.addEventListener('abort', abort, { once: true });
    pending.set(id, { resolve, reject, onProgress, settle });
    if (onStuck) opened.onStuck.set(id, onStuck);
  });
}

function receive(
  connection: Connection,
  message: ServerMessage,
  letGo: (model: string) => void,
): void {
  const { pending, watchdog, onStuck } = connection;
  watchdog.alive();
  if (message.kind === 'step') return watchdog.step(message.id, message.step);
  if (message.kind === 'heard') return watchdog.heard(message.id);
  if (message.kind !== 'progress') {
    watchdog.end(message.id);
    onStuck.delete(message.id);
  }
  const call = pending.get(message.id);
  // A call that was given up still gets its answer; nobody waits for it.
  if (!call) {
    if (message.kind === 'progress') return;
    if (connection.unwanted.delete(message.id) && message.kind === 'result')
      letGo((message.value as LoadedModel).id);
    return;
  }
  if (message.kind === 'progress') {
    call.onProgress?.(message.progress);
    return;
  }
  pending.delete(message.id);
  call.settle();
  if (message.kind === 'result') call.resolve(message.value);
  else if (message.kind === 'aborted')
    call.reject(new DOMException('The call was given up.', 'AbortError'));
  else
    call.reject(new EngineError(message.error.code, message.error.message, message.error.details));
}

/** A script of another origin, and a policy without workers, are refused before there is a worker. */
function started(spawn: () => EngineWorker): EngineWorker {
  try {
    return spawn();
  } catch (error) {
    throw workerDied(String(error));
  }
}

function workerDied(reason: string): EngineError {
  return new EngineError(
    'worker-died',
    `The engine stopped: ${reason} Start it again; the models are then loaded again.`,
    { reason },
  );
}

function stuck(file: string, seconds: number): EngineError {
  return new EngineError(
    'engine-stuck',
    `${file} did not come to an end within ${seconds} seconds, so the engine was stopped. Take the file from a source that you trust.`,
    { file, seconds },
  );
}

/** Bytes of pictures, and a state that a training goes on from, go to the worker without a copy. */
function handedOver([, pictures, options]: readonly unknown[]): ArrayBuffer[] {
  const from = (options as { readonly from?: TrainingState } | undefined)?.from;
  if (from) return stateBuffers(from);
  if (!Array.isArray(pictures)) return [];
  return pictures.flatMap((file: unknown) =>
    file instanceof Uint8Array ? [file.buffer as ArrayBuffer] : [],
  );
}

/** The arguments as they can be copied, and the parts of the options that cannot. */
function withoutFunctions(method: EngineMethod, args: readonly unknown[]) {
  const at = OPTIONS_AT[method];
  const { signal, onProgress, onStuck, ...options } = ((at < 0 ? undefined : args[at]) ??
    {}) as CallOptions;
  const sent = at < 0 ? args : args.slice(0, at).concat(options);
  return { signal, onProgress, onStuck, sent };
}

/** Addresses are meant from the page; a worker would take them from its own script. */
function absoluteSource(source: ModelSource): ModelSource {
  if (Array.isArray(source) || typeof document === 'undefined') return source;
  const whole = (value: unknown): unknown =>
    typeof value === 'string' && URL.canParse(value, document.baseURI)
      ? new URL(value, document.baseURI).href
      : value;
  const entries = Object.entries(source).map(([key, value]) => {
    if (SIDES.has(key) && value) return [key, absoluteSource(value as ModelSource)];
    if (key === 'urls' && Array.isArray(value)) return [key, value.map(whole)];
    return [key, ADDRESSES.has(key) ? whole(value) : value];
  });
  return Object.fromEntries(entries) as ModelSource;
}

/** Fields of a source that are addresses; the others name something. */
const ADDRESSES: ReadonlySet<string> = new Set(['url', 'config', 'tokenizer']);

/** Fields of a source that are sources. */
const SIDES: ReadonlySet<string> = new Set(['image', 'text', 'scale']);

/** The engine's methods over one untyped call; the contract gives each its types. */
function methods(
  call: (method: EngineMethod, args: readonly unknown[]) => Promise<unknown>,
): Engine {
  const entries = Object.keys(OPTIONS_AT).map((name) => {
    const method = name as EngineMethod;
    return [method, (...args: unknown[]) => call(method, args)];
  });
  return Object.fromEntries(entries) as Engine;
}
