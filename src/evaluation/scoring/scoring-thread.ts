import { CodedError } from '../../core/errors.ts';
import type { EngineWorker } from '../../engine/client.ts';
import { EngineError } from '../../engine/errors.ts';
import type { ScoringReply, ScoringRequest, ScoringResults } from './scoring-messages.ts';

interface Asked {
  readonly resolve: (value: ScoringResults[keyof ScoringResults]) => void;
  readonly reject: (reason: unknown) => void;
  readonly onRows: (rows: number) => void;
}

type Without<R> = R extends unknown ? Omit<R, 'id'> : never;
type Request<Kind> = Without<Extract<ScoringRequest, { kind: Kind }>>;

export type ScoringThread = ReturnType<typeof openThread>;

/**
 * A thread that answers what it is asked, in any order.
 *
 * @throws CodedError `scoring-stopped` where the browser starts none; what is asked of one that ends rejects with that
 */
export function openThread(spawn: () => EngineWorker) {
  const worker = started(spawn);
  const asked = new Map<number, Asked>();
  let next = 1;
  let over: { readonly reason: unknown } | null = null;

  const end = (reason: unknown): void => {
    over ??= { reason };
    worker.terminate();
    for (const { reject } of asked.values()) reject(reason);
    asked.clear();
  };
  void worker.died.then((reason) => end(stopped(reason)));
  worker.listen((data) => {
    const reply = data as ScoringReply;
    const call = asked.get(reply.id);
    if (reply.kind === 'progress') return call?.onRows(reply.rows);
    asked.delete(reply.id);
    if (reply.kind !== 'error') return call?.resolve(reply.value);
    const { code, message, details } = reply.error;
    call?.reject(new EngineError(code, message, details));
  });

  const ask = <Kind extends ScoringRequest['kind']>(
    request: { readonly kind: Kind } & Request<Kind>,
    transfer: Transferable[],
    onRows: (rows: number) => void = () => undefined,
  ): Promise<ScoringResults[Kind]> =>
    new Promise((resolve, reject) => {
      if (over) return reject(over.reason);
      const id = next++;
      worker.send({ ...request, id }, transfer);
      // What the thread answers to a request of that kind.
      const settle = resolve as Asked['resolve'];
      asked.set(id, { resolve: settle, reject, onRows });
    });
  return { ask, end };
}

function started(spawn: () => EngineWorker): EngineWorker {
  try {
    return spawn();
  } catch (error) {
    throw stopped(String(error));
  }
}

export function stopped(reason: string): CodedError {
  return new CodedError(
    'scoring-stopped',
    `The thread that compares pictures with classes ended before its work was done: ${reason} Close other tabs and start once more; what was encoded is still there.`,
    { reason },
  );
}
