import { importPart } from '../../core/parts/import-part.ts';
import type { PlainTower } from '../../core/graph/plain-tower.ts';
import type { DeviceNote } from '../../engine/device.ts';
import type { Weights } from './kernel-blocks.ts';
import type { KernelPlatform, KernelTower } from './kernel-tower.ts';

/** The kernels for towers in 8 bits, fetched when the first of those is loaded. */
export interface TowerKernels {
  /** The tower on the kernels; `null` where it does not fit them, or where they do not run: then the runtime computes it. */
  open(plain: PlainTower, weights: Weights): Promise<KernelTower | null>;
  /** Why the runtime computes what the kernels would. */
  notes(): readonly DeviceNote[];
}

export function createTowerKernels(platform: KernelPlatform): TowerKernels {
  let failed: DeviceNote | null = null;
  const part = () => importPart(() => import('./open-kernel-tower.ts'));
  return {
    async open(plain, weights) {
      try {
        const { openKernelTower } = await part();
        const tower = await openKernelTower(platform, plain, weights);
        failed = null;
        return tower;
      } catch (error) {
        failed = {
          code: 'kernels-failed',
          detail: error instanceof Error ? error.message : String(error),
        };
        return null;
      }
    },
    notes: () => (failed ? [failed] : []),
  };
}
