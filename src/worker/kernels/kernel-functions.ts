/** What `src/kernels/tower.as.ts` exports; numbers are addresses in its memory, counts and strides as told there. */
export interface TowerFunctions {
  inputsAtOnce(): number;
  linear(
    x: number,
    rows: number,
    inputs: number,
    weights: number,
    scales: number,
    sums: number,
    bias: number,
    outputs: number,
    mode: 0 | 1 | 2 | 3,
    out: number,
    q: number,
    rowScales: number,
  ): void;
  multiply(
    x: number,
    xStride: number,
    rows: number,
    inputs: number,
    w: number,
    wStride: number,
    panel: number,
    outputs: number,
    out: number,
    outStride: number,
  ): void;
  layerNorm(
    x: number,
    rows: number,
    width: number,
    weight: number,
    bias: number,
    epsilon: number,
    out: number,
  ): void;
  attend(
    packed: number,
    path: number,
    places: number,
    first: number,
    asking: number,
    width: number,
    heads: number,
    from: number,
    to: number,
    causal: 0 | 1,
    out: number,
    turned: number,
    values: number,
    scores: number,
  ): void;
}

/** The kernels compiled, for a memory that threads share or for one of its own. */
export interface TowerCode {
  readonly module: WebAssembly.Module;
  readonly shared: boolean;
}

/** The functions over that memory. */
export function startKernel({ module }: TowerCode, memory: WebAssembly.Memory): TowerFunctions {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as TowerFunctions;
}
