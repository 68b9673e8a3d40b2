import fused from '../../kernels/tower.as.ts?kernel=fused';
import fusedShared from '../../kernels/tower.as.ts?kernel=fused-shared';
import relaxed from '../../kernels/tower.as.ts?kernel=relaxed';
import relaxedShared from '../../kernels/tower.as.ts?kernel=relaxed-shared';
import plain from '../../kernels/tower.as.ts?kernel';
import plainShared from '../../kernels/tower.as.ts?kernel=simd-shared';
import { checkKernel } from './check-kernel.ts';
import type { TowerCode } from './kernel-functions.ts';
import { compileKernel } from './open-kernel.ts';

export type KernelVariant = 'plain' | 'relaxed' | 'fused';

const ADDRESSES: Readonly<Record<KernelVariant, readonly [own: string, shared: string]>> = {
  plain: [plain, plainShared],
  relaxed: [relaxed, relaxedShared],
  fused: [fused, fusedShared],
};

/**
 * The fastest variant that this browser can compile and that computes rightly. Two of them need relaxed SIMD; which of
 * those is faster hangs on the processor, so both are tried. All compute the same numbers, to the bit.
 * @returns `null` where there is none
 * @throws EngineError `download-silent`, `download-status`; TypeError where a file cannot be fetched
 */
export async function openTowerCode(shared: boolean): Promise<TowerCode | null> {
  const relaxing = await Promise.all([compile('relaxed', shared), compile('fused', shared)]);
  const good = relaxing
    .flatMap((code) => {
      const seconds = code && checkKernel(code);
      return code && seconds !== null ? [{ code, seconds }] : [];
    })
    .toSorted((a, b) => a.seconds - b.seconds);
  if (good[0]) return good[0].code;
  const last = await compile('plain', shared);
  return last && checkKernel(last) !== null ? last : null;
}

/** @returns `null` where the browser lacks its instructions */
export async function compile(variant: KernelVariant, shared: boolean): Promise<TowerCode | null> {
  const module = await compileKernel(ADDRESSES[variant][shared ? 1 : 0]);
  return module && { module, shared };
}
