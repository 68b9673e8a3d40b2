export type DeviceChoice = 'auto' | 'webgpu' | 'wasm';

/** What answers the calls now, and why it is not something faster. */
export interface DeviceReport {
  readonly kind: 'webgpu' | 'wasm';
  readonly choice: DeviceChoice;
  /** WASM threads in use. */
  readonly threads: number;
  readonly crossOriginIsolated: boolean;
  /** Vendor and architecture as the browser tells them; empty on WASM. */
  readonly adapter: string;
  /** The graphics card in use computes in half precision: `fp16` can be chosen. */
  readonly halfPrecision: boolean;
  /** Why it is not WebGPU, or not many threads, oldest first. */
  readonly notes: readonly DeviceNote[];
}

export interface DeviceNote {
  readonly code:
    | 'no-webgpu'
    | 'no-adapter'
    | 'adapter-timeout'
    | 'device-lost'
    | 'out-of-memory'
    | 'compile-failed'
    | 'self-test-failed'
    | 'not-isolated'
    | 'threads-failed'
    /** Models in 8 bits run in the runtime, slower and with numbers that differ in the third place. */
    | 'kernels-failed'
    /** They did not start in time, and are tried again by and by. */
    | 'threads-late';
  /** The browser's own words, where there are any. */
  readonly detail: string;
}
