import { placeFlatNames } from './flat-names.ts';
import { type AdapterConfig, loraScale, readLoraName, readMagnitudeName } from './lora.ts';
import type { LocatedTensor, Making } from './makings.ts';

/** A tensor under the name of the parameter that it makes, with what else makes it. */
export interface HeldTensor extends LocatedTensor {
  readonly makings?: readonly Making[];
}

export type HeldTensors = ReadonlyMap<string, HeldTensor>;

export interface Folded {
  readonly held: HeldTensors;
  /** Adapters of models that are not these towers. */
  readonly beside: readonly LocatedTensor[];
}

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
): Folded {
  const held = new Map<string, HeldTensor>();
  for (const [name, located] of named) held.set(unwrapped(name), located);
  const beside = placeFlatNames(held);
  foldDirections(held);
  foldMasks(held);
  foldAdapters(held, adapter);
  return { held, beside };
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
  /** Names of kohya's and diffusers': without an alpha the factor is one. */
  readonly plain: boolean;
  down?: readonly [string, LocatedTensor];
  up?: readonly [string, LocatedTensor];
  size?: readonly [string, LocatedTensor];
}

function foldAdapters(held: Map<string, HeldTensor>, adapter: AdapterConfig | null): void {
  for (const { module, turned, plain, down, up, size } of pairsOf(held)) {
    const target = ['weight', 'in_proj_weight'].map((end) => `${module}.${end}`);
    const name = target.find((one) => held.has(one)) ?? (held.has(module) ? module : undefined);
    const base = name === undefined ? undefined : held.get(name);
    if (name === undefined || !base || !down || !up) continue;
    const alpha = adapter ? undefined : held.get(`${module}.alpha`);
    const told = adapter ? loraScale(adapter, module, down[1]) : null;
    const scale = told ?? (plain && !alpha ? 1 : null);
    const own = { down: down[1], up: up[1], scale, turned, ...(alpha && { alpha }) };
    const makings: Making[] = [{ kind: 'lora', ...own }];
    if (size) makings.push({ kind: 'weight-norm', size: size[1] });
    for (const part of [down, up, ...(size ? [size] : [])]) held.delete(part[0]);
    held.delete(`${module}.alpha`);
    held.set(name, { ...base, makings: [...(base.makings ?? []), ...makings] });
  }
}

/** The matrices and sizes of adapters, together by the layer that they change. */
function pairsOf(held: HeldTensors): Iterable<Pair> {
  const pairs = new Map<string, Pair>();
  for (const [name, located] of held) {
    const own = readLoraName(name);
    if (!own) continue;
    const key = `${own.module} ${own.adapter}`;
    const plain = !/\.lora_(embedding_)?[AB]\b/.test(name);
    const pair: Pair = pairs.get(key) ?? { module: own.module, turned: own.turned, plain };
    pair[own.role] = [name, located];
    pairs.set(key, pair);
  }
  for (const [name, located] of held) {
    const own = readMagnitudeName(name);
    const pair = own && pairs.get(`${own.module} ${own.adapter}`);
    if (pair) pair.size = [name, located];
  }
  return pairs.values();
}
