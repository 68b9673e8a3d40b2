import { elementCount } from '../model/parameters.ts';
import { readFlatName } from './lora.ts';
import type { LocatedTensor } from './makings.ts';

/** Tensors of one model's adapter under kohya's names, each with the name in the place of its layer. */
interface FlatGroup {
  readonly names: string[];
  readonly places: Map<string, string>;
  /** Matrices that have as many columns as the weights that they change. */
  fitting: number;
}

/**
 * Gives tensors under kohya's names the path of the layer that they change. One file may hold adapters of several
 * models (`lora_te1_`, `lora_te2_`, `lora_unet_`): that which fits these towers is taken.
 * @param held changed in place
 * @returns the tensors of the other models' adapters, taken out of `held`
 */
export function placeFlatNames<T extends LocatedTensor>(held: Map<string, T>): T[] {
  const groups = flatGroups(held);
  const [chosen] = [...groups].toSorted(([, a], [, b]) => b.fitting - a.fitting);
  const beside: T[] = [];
  for (const [model, { names, places }] of groups) {
    const isOther = model === 'lora_unet' || (model !== chosen?.[0] && chosen?.[1].fitting !== 0);
    for (const name of names) {
      const located = held.get(name);
      const place = places.get(name);
      if (!located || (!isOther && place === undefined)) continue;
      held.delete(name);
      if (isOther) beside.push(located);
      else if (place !== undefined) held.set(place, located);
    }
  }
  return beside;
}

function flatGroups(held: ReadonlyMap<string, LocatedTensor>): ReadonlyMap<string, FlatGroup> {
  const layers = new Map(
    [...held.keys()]
      .filter((name) => name.endsWith('.weight'))
      .map((name) => name.replace(/\.weight$/, ''))
      .map((module) => [module.replaceAll('.', '_'), module] as const),
  );
  const groups = new Map<string, FlatGroup>();
  for (const [name, { tensor }] of held) {
    const flat = readFlatName(name);
    if (!flat) continue;
    const group: FlatGroup = groups.get(flat.model) ?? {
      names: [],
      places: new Map(),
      fitting: 0,
    };
    groups.set(flat.model, group);
    group.names.push(name);
    const module = layers.get(flat.module);
    if (module === undefined) continue;
    group.places.set(name, `${module}.${flat.rest}`);
    const columns = (shape: readonly number[] = []) => elementCount(shape.slice(1));
    const base = held.get(`${module}.weight`)?.tensor.shape;
    const isDown = /^lora_down\b/.test(flat.rest);
    if (!isDown || columns(tensor.shape) === columns(base)) group.fitting++;
  }
  return groups;
}
