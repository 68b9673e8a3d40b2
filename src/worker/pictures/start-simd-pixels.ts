import { setPixelKernels } from '../../core/image/pixel-kernels.ts';
import address from '../../kernels/rows.as.ts?kernel';
import { setPlaneKernels } from './plane-kernels.ts';
import { openSimdPixels } from './simd-pixels.ts';

/** Decoded pictures go through SIMD as soon as it is there; until then, and where it does not come, they get the same bytes later. */
export async function startSimdPixels(): Promise<void> {
  const kernels = await openSimdPixels(address).catch(() => null);
  setPixelKernels(kernels);
  setPlaneKernels(kernels);
}
