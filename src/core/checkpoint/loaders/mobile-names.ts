import type { LoadReport } from '../load-report.ts';
import { tensorRequests } from '../tensor-layouts.ts';
import { timmShape } from './timm-names.ts';

/** Whether the image tower of the report is one of MobileCLIP's. */
export function isMobile({ parameters }: LoadReport): boolean {
  return parameters.some(({ parameter: { name } }) => name.startsWith('visual.trunk.'));
}

/** What OpenCLIP's `CustomTextCLIP` around timm's tower has in a parameter's place. */
export function mobileEntries(name: string, shape: readonly number[]) {
  if (name.startsWith('logit_')) return [[name, shape] as const];
  if (!name.startsWith('visual.')) return [[`text.${name}`, shape] as const];
  if (name.startsWith('visual.trunk.')) return [[name, shape] as const];
  const own = tensorRequests('timm', name)[0]?.names ?? [];
  return own.map((one) => [`visual.trunk.${one}`, timmShape(name, shape, true)] as const);
}
