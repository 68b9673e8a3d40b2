import type { LoadReport } from '../load-report.ts';
import { tensorRequests } from '../tensor-layouts.ts';

/** Whether a tower of the report is SigLIP's. */
export function isSiglip({ parameters }: LoadReport): boolean {
  return parameters.some(({ parameter: { name } }) =>
    /^(visual\.attn_pool\.|text_projection\.)/.test(name),
  );
}

/** What transformers' model has in a parameter's place: the same, or the pieces that it keeps apart, by their names. */
export function siglipEntries(name: string, shape: readonly number[]) {
  const names = tensorRequests('hf', name)[0]?.names ?? [name];
  const [rows, ...rest] = shape;
  const own = rows === undefined ? shape : [rows / names.length, ...rest];
  return names.map((one) => [one, own] as const);
}
