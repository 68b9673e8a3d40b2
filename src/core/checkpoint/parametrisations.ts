import { type AdapterConfig, loraScale, readLoraName } from './lora.ts';
import type { LocatedTensor, Making } from './makings.ts';

/** A tensor under the name of the parameter that it makes, with what else makes it. */
export interface HeldTensor extends LocatedTensor {
  readonly makings?: readonly Making[];
}

export type HeldTensors = ReadonlyMap<string, HeldTensor>;

/** Direction and size of weights by the names of weight normalisation, old and new, and of geometric parametrisation. */
const DIRECTIONS: readonly (readonly [RegExp, size: string, whole: string])[] = [
  [/^(.+)_v$/, '$1_g', '$1'],
  [/^(.+)\.parametrizations\.([^.]+)\.original1$/, '$1.parametrizations.$2.original0', '$1.$2'],
  [/^(.+)\.theta$/, '$1.r', '$1.weight'],
];

/**
 * Puts together what a file keeps in several tensors: layers that PEFT has wrapped, adapters that are not merged,
 * weights by direction and size, pruned weights. What has no place stays under its own name.
 * @param adapter what tells the adapters' scale, where there is one
 */
export function foldParametrisations(
  named: ReadonlyMap<string, LocatedTensor>,
  adapter: AdapterConfig | null,
): HeldTensors {
  const held = new Map<string, HeldTensor>();
  for (const [name, located] of named) held.set(unwrapped(name), located);
  foldDirections(held);
  foldMasks(held);
  foldAdapters(held, adapter);
  return held;
}

/** PEFT's wrappers; a layer that was trained as a whole goes before its original. */
function unwrapped(name: string): string {
  return name
    .replaceAll('.base_layer.', '.')
    .replace(/\.modules_to_save\.[^.]+\./, '.')
    .replace(/^base_model\.model\./, '');
}

function foldDirections(held: Map<string, HeldTensor>): void {
  for (const [name, direction] of new Map(held)) {
    for (const [pattern, sizeName, whole] of DIRECTIONS) {
      if (!pattern.test(name)) continue;
      const size = held.get(name.replace(pattern, sizeName));
      const target = name.replace(pattern, whole);
      if (!size || held.has(target)) continue;
      held.delete(name);
      held.delete(name.replace(pattern, sizeName));
      held.set(target, { ...direction, makings: [{ kind: 'weight-norm', size }] });
    }
  }
}

function foldMasks(held: Map<string, HeldTensor>): void {
  for (const [name, original] of new Map(held)) {
    const target = name.replace(/_orig$/, '');
    const mask = held.get(`${target}_mask`);
    if (target === name || !mask || held.has(target)) continue;
    held.delete(name);
    held.delete(`${target}_mask`);
    held.set(target, { ...original, makings: [{ kind: 'mask', mask }] });
  }
}

interface Pair {
  readonly module: string;
  readonly turned: boolean;
  down?: readonly [string, LocatedTensor];
  up?: readonly [string, LocatedTensor];
}

function foldAdapters(held: Map<string, HeldTensor>, adapter: AdapterConfig | null): void {
  const pairs = new Map<string, Pair>();
  for (const [name, located] of held) {
    const own = readLoraName(name);
    if (!own) continue;
    const key = `${own.module} ${own.adapter}`;
    const pair: Pair = pairs.get(key) ?? { module: own.module, turned: own.turned };
    pair[own.role] = [name, located];
    pairs.set(key, pair);
  }
  for (const { module, turned, down, up } of pairs.values()) {
    const target = ['weight', 'in_proj_weight'].map((end) => `${module}.${end}`);
    const name = target.find((one) => held.has(one)) ?? (held.has(module) ? module : undefined);
    const base = name === undefined ? undefined : held.get(name);
    if (name === undefined || !base || !down || !up) continue;
    const scale = adapter && loraScale(adapter, module, down[1]);
    const making: Making = { kind: 'lora', down: down[1], up: up[1], scale, turned };
    held.delete(down[0]);
    held.delete(up[0]);
    held.set(name, { ...base, makings: [...(base.makings ?? []), making] });
  }
}
