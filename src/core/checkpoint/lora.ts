import type { LocatedTensor } from './makings.ts';

/** What an `adapter_config.json` of PEFT says of the scale. */
export interface AdapterConfig {
  readonly alpha: number;
  /** `alpha / sqrt(r)` instead of `alpha / r`. */
  readonly rankStabilised: boolean;
  /** Other alphas, by the end of a module's name (a regular expression in PEFT; here its plain text). */
  readonly alphas: ReadonlyMap<string, number>;
  /** The model that the adapter belongs to, as the file names it. */
  readonly base: string | null;
}

/** One matrix of an adapter, by its name. */
export interface LoraName {
  /** Name of the layer that it changes. */
  readonly module: string;
  readonly role: 'down' | 'up';
  /** Name of the adapter; several may change one layer. */
  readonly adapter: string;
  /** Of an embedding: the product is the transpose of its table. */
  readonly turned: boolean;
}

const PEFT = /^(.+)\.lora_(embedding_)?([AB])((?:\.[^.]+)*)$/;
const DIFFUSERS = /^(.+)\.(?:lora_|lora\.|lora_linear_layer\.)(down|up)\.weight$/;
/** Names of kohya's scripts: the path of the layer with its dots as underscores, behind the model that it is in. */
const FLAT = /^(lora_(?:te\d?|vit|unet)|lycoris)_([^.]+)\.(.+)$/;
const MAGNITUDE = /^(.+)\.(?:lora_magnitude_vector((?:\.[^.]+)*)|dora_scale)$/;
/** Forms of adapters that are known but not merged here. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/\.hada_[wt][12](_[ab])?$/, 'LoHa'],
  [/\.lokr_([wt][12](_[ab])?)$/, 'LoKr'],
  [/\.oft_(blocks|diag|r)\b/, 'OFT'],
  [/\.ia3_l\b/, 'IA³'],
  [/\.lora_mid\./, 'LoCon (CP)'],
  [/\.lora_(bias\b|B\.(.+\.)?bias$)/, 'LoRA (bias)'],
];

/** What a name says of a matrix of an adapter; `null` for other names. Both PEFT's and diffusers' names are known. */
export function readLoraName(name: string): LoraName | null {
  const peft = PEFT.exec(name);
  if (peft) {
    const [, module = '', embedding, letter, tail = ''] = peft;
    const adapter = tail.split('.').filter((part) => part !== '' && part !== 'weight');
    if (tail.endsWith('.bias')) return null;
    const role = letter === 'A' ? 'down' : 'up';
    return { module, role, adapter: adapter.join('.'), turned: embedding !== undefined };
  }
  const diffusers = DIFFUSERS.exec(name);
  if (!diffusers) return null;
  const [, module = '', role] = diffusers;
  return { module, role: role === 'down' ? 'down' : 'up', adapter: '', turned: false };
}

/** A name of kohya's, in its parts; `null` for other names. */
export function readFlatName(
  name: string,
): { readonly model: string; readonly module: string; readonly rest: string } | null {
  const [, model, module, rest] = FLAT.exec(name) ?? [];
  return model && module && rest ? { model, module, rest } : null;
}

/** The layer and the adapter whose new size of weights a tensor is, as DoRA keeps it; `null` for other names. */
export function readMagnitudeName(name: string): Pick<LoraName, 'module' | 'adapter'> | null {
  const [, module, tail = ''] = MAGNITUDE.exec(name) ?? [];
  if (module === undefined) return null;
  const adapter = tail.split('.').filter((part) => part !== '' && part !== 'weight');
  return { module, adapter: adapter.join('.') };
}

/** The form of an adapter that is not merged here, by a tensor's name; `null` for other tensors. */
export function unmergedForm(name: string): string | null {
  return FORMS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** Whether a tensor belongs to an adapter, by its name. */
export function isOfAdapter(name: string): boolean {
  return [readLoraName, readFlatName, readMagnitudeName, unmergedForm].some(
    (read) => read(name) !== null,
  );
}

/** The factor on an adapter's product for one layer. */
export function loraScale(
  { alpha, alphas, rankStabilised }: AdapterConfig,
  module: string,
  down: LocatedTensor,
): number {
  const rank = down.tensor.shape[0] ?? 1;
  const own = [...alphas].find(([end]) => module === end || module.endsWith(`.${end}`))?.[1];
  return (own ?? alpha) / (rankStabilised ? Math.sqrt(rank) : rank);
}
