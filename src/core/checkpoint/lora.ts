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
/** A magnitude or bias of an adapter, and the flat names of kohya's scripts: known as an adapter's, not merged here. */
const OTHER =
  /\.lora_(magnitude_vector|bias)\b|^lora_(te\d?|unet|vit)_|\.(hada_w[12]_[ab]|lokr_w[12](_[ab])?)$/;

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

/** Whether a tensor belongs to an adapter, by its name. */
export function isOfAdapter(name: string): boolean {
  return readLoraName(name) !== null || OTHER.test(name);
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
