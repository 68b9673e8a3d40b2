import type { LoadReport } from '../load-report.ts';
import { tensorsOf } from '../readable-pieces.ts';

/** The names and shapes that a loader of PyTorch is given, in the file's order. */
export type StateDict = ReadonlyMap<string, readonly number[]>;

/** What `load_state_dict` finds: names only in the model, names only in the file, and shapes that differ. */
export interface KeyCheck {
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  readonly mismatched: readonly ShapeMismatch[];
}

interface ShapeMismatch {
  readonly name: string;
  readonly found: readonly number[];
  readonly expected: readonly number[];
}

/**
 * Every tensor of the files under its own name. A part that a rule takes out by name is left out; the rules of timm drop
 * by the loader's own doing, so for them the file is whole.
 */
export function stateDictOf(report: LoadReport): StateDict {
  const { parameters, unexpected, beside, buffers, rule } = report;
  const cut = rule.id !== 'timm' && rule.id !== 'timm-linear';
  const pieces = parameters.flatMap(({ provenance }) => {
    if (!('pieces' in provenance)) return [];
    return cut && provenance.kind === 'dropped' ? [] : provenance.pieces;
  });
  const all = [...pieces, ...unexpected, ...beside, ...buffers].flatMap(tensorsOf);
  const tensors = all.map(({ tensor }) => tensor);
  return new Map(
    tensors.toSorted((a, b) => a.begin - b.begin).map(({ name, shape }) => [name, shape]),
  );
}

/**
 * Compares names and shapes as `torch.nn.Module.load_state_dict` does: names in the model's order, names in the file's
 * order; a tensor of one number fits a scalar; a batch norm's `num_batches_tracked` is known and may be missing.
 */
export function checkKeys(held: StateDict, expected: StateDict): KeyCheck {
  const missing = [...expected.keys()].filter((name) => !held.has(name));
  const unexpected = [...held.keys()].filter(
    (name) => !expected.has(name) && !isBatchCount(name, expected),
  );
  const mismatched = [...expected].flatMap(([name, shape]) => {
    const found = held.get(name);
    return !found || fits(found, shape) ? [] : [{ name, found, expected: shape }];
  });
  return { missing, unexpected, mismatched };
}

function isBatchCount(name: string, expected: StateDict): boolean {
  const [norm] = name.split('.num_batches_tracked');
  return name.endsWith('.num_batches_tracked') && expected.has(`${norm}.running_mean`);
}

function fits(found: readonly number[], shape: readonly number[]): boolean {
  if (shape.length === 0 && found.length === 1) return true;
  return found.length === shape.length && found.every((size, axis) => size === shape[axis]);
}

/** Whether a strict load goes through. */
export function passes({ missing, unexpected, mismatched }: KeyCheck): boolean {
  return missing.length + unexpected.length + mismatched.length === 0;
}

/**
 * The message of the `RuntimeError` with which PyTorch refuses a strict load.
 * @param most names of a kind that are written out; the rest is counted
 */
export function strictLoadError(check: KeyCheck, model: string, most = Infinity): string {
  const quoted = (names: readonly string[]): string => {
    const shown = names.slice(0, most).map((name) => `"${name}"`);
    const more = names.length - shown.length;
    return shown.join(', ') + (more > 0 ? `, … (${names.length})` : '');
  };
  const sizes = check.mismatched.map(
    ({ name, found, expected }) =>
      `size mismatch for ${name}: copying a param with shape ${torchSize(found)} from checkpoint, the shape in current model is ${torchSize(expected)}.`,
  );
  const lines = [
    ...(check.missing.length > 0
      ? [`Missing key(s) in state_dict: ${quoted(check.missing)}. `]
      : []),
    ...(check.unexpected.length > 0
      ? [`Unexpected key(s) in state_dict: ${quoted(check.unexpected)}. `]
      : []),
    ...sizes.slice(0, most),
  ];
  return `Error(s) in loading state_dict for ${model}:\n\t${lines.join('\n\t')}`;
}

function torchSize(shape: readonly number[]): string {
  return `torch.Size([${shape.join(', ')}])`;
}
