import type { RowSource } from '../../core/image/row-source.ts';
import type { YuvPlanes } from './yuv-planes.ts';

/** How colours at half resolution are brought to the full one; `none`: they have it. */
export type Upsampling = 'none' | 'across' | 'both';

/** Planes as rows of opaque RGBA in other hands: SIMD in WebAssembly. Every byte is the one that the code here gives. */
export interface PlaneKernels {
  jpegRows(planes: YuvPlanes, upsampling: Upsampling): RowSource;
  /** Colours at half resolution, down and across. */
  webpRows(planes: YuvPlanes): RowSource;
}

/** One for the whole thread: there is one processor. */
let chosen: PlaneKernels | null = null;

/** From now on planes go through these; `null`: through the code here. */
export function setPlaneKernels(kernels: PlaneKernels | null): void {
  chosen = kernels;
}

export function planeKernels(): PlaneKernels | null {
  return chosen;
}
