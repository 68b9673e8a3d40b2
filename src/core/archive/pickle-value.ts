import { CodedError } from '../errors.ts';

/** Something in a pickle that has parts. */
export type PickleObject =
  | { readonly kind: 'global'; readonly name: string }
  | { readonly kind: 'tuple'; readonly items: PickleValue[] }
  | { readonly kind: 'list'; readonly items: PickleValue[] }
  | { readonly kind: 'dict'; readonly entries: Map<string | number, PickleValue> }
  /** Bytes, a bytearray, or a buffer that lies elsewhere: passed over, as no weight is kept so. */
  | { readonly kind: 'bytes' }
  /**
   * An object of Python's that nobody needs to understand, by the name of its class or function. Nothing of it was made
   * or run; what a subclass of dict holds is kept, as some training programs keep state dicts in one.
   */
  | {
      readonly kind: 'opaque';
      readonly name: string;
      readonly entries: Map<string | number, PickleValue>;
    }
  /** What the rules of the reader's caller made of a call or of a persistent id. */
  | { readonly kind: 'made'; readonly made: object };

/** What a pickle of a state dict may hold. Parts may be shared, and lists may hold themselves: do not walk it to the bottom. */
export type PickleValue = null | boolean | number | bigint | string | PickleObject;

/** The few things that a pickle may name. Nothing is ever looked up or run: each is a case in the embedder's code. */
export interface PickleRules {
  /** Full names, such as `collections.OrderedDict`, that are understood. */
  readonly globals: ReadonlySet<string>;
  /** What a call of one of them stands for. Throws for arguments that it does not know. */
  readonly call: (name: string, args: readonly PickleValue[]) => PickleValue;
  /** What a persistent id stands for. */
  readonly persistent: (id: PickleValue) => PickleValue;
  /** Whether another name may be mentioned; what it makes is opaque. Default: it is refused. */
  readonly passesOver?: (name: string) => boolean;
}

/** Whether a value is of that kind. */
export function isKind<Kind extends PickleObject['kind']>(
  value: PickleValue | undefined,
  kind: Kind,
): value is Extract<PickleObject, { kind: Kind }> {
  return typeof value === 'object' && value !== null && value.kind === kind;
}

const CONVERT =
  'Nothing of it was run. Save the weights alone, best as safetensors: safetensors.torch.save_file(model.state_dict(), "model.safetensors").';

/** The error for something that a state dict does not need. */
export function foreign(what: string, name: string): CodedError {
  return new CodedError(
    'checkpoint-pickle',
    `The file asks for ${what}, which a plain state dict does not need. ${CONVERT}`,
    { name },
  );
}

/** The error for a pickle that makes no sense. */
export function damaged(fault: string): CodedError {
  return new CodedError(
    'checkpoint-pickle',
    `The file's pickle ${fault}: it was damaged or forged. Download it again.`,
    { fault },
  );
}
