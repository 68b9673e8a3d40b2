/** Programs that are compiled, or being compiled, by what stands for their bytes. */
const compiled = new WeakMap<ArrayBufferLike, Promise<WebAssembly.Module>>();

let listening = false;

/**
 * What to give the runtime as its bytes, so that it starts a program that is compiled elsewhere. It takes bytes alone, and would have
 * them compiled anew with every start: browsers keep what they compiled for the next visit only of an answer of the network.
 */
export function standIn(program: Promise<WebAssembly.Module>): ArrayBuffer {
  if (!listening) listen(WebAssembly);
  listening = true;
  // Of some length: no bytes would be none.
  const bytes = new ArrayBuffer(1);
  compiled.set(bytes, program);
  return bytes;
}

/** From now on what stands for a program is started as that program; bytes are compiled as ever. */
function listen(scope: Pick<typeof WebAssembly, 'instantiate'>): void {
  scope.instantiate = new Proxy(scope.instantiate, {
    async apply(target, self, args: Parameters<typeof WebAssembly.instantiate>) {
      const [source, imports] = args;
      const program = ArrayBuffer.isView(source) ? compiled.get(source.buffer) : undefined;
      if (!program) return Reflect.apply(target, self, args) as unknown;
      const module = await program;
      const instance = (await Reflect.apply(target, self, [module, imports])) as unknown;
      return { module, instance };
    },
  });
}
