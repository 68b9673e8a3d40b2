/** The threads that an instance of the runtime has started: workers of its own, of which it tells nobody. */
export interface WatchedThreads {
  /** From now on the workers that start are somebody else's. */
  rest(): void;
  /** Ends those that were started; what they share memory with is of no use afterwards. */
  end(): void;
}

/** The name of threads of towers in 8 bits, which may start at the same time and are not the runtime's. */
const KERNELS = 'kernels';

/** Takes note of every worker that is started in `scope` from now on, until it rests, but for those of the kernels. One watch at a time. */
export function watchThreads(scope: { Worker: typeof Worker }): WatchedThreads {
  const { Worker: original } = scope;
  const started: Worker[] = [];
  scope.Worker = new Proxy(original, {
    construct(target, args, newTarget) {
      const worker = Reflect.construct(target, args, newTarget) as Worker;
      const [, options] = args as ConstructorParameters<typeof Worker>;
      if (options?.name !== KERNELS) started.push(worker);
      return worker;
    },
  });
  return {
    rest: () => {
      scope.Worker = original;
    },
    end: () => {
      for (const worker of started.splice(0)) worker.terminate();
    },
  };
}
