import type { LoadReport } from '../load-report.ts';
import { checkKeys, type KeyCheck, type StateDict, stateDictOf } from './state-dict.ts';

export interface OpenClipReading {
  /** Class of the model that the file's names belong to. */
  readonly model: 'CLIP' | 'CustomTextCLIP';
  readonly check: KeyCheck;
  /** Lines about positions of another count, which OpenCLIP resizes before it loads. */
  readonly resized: readonly string[];
}

/**
 * What OpenCLIP's `load_checkpoint` gives its strict load: the file's own names, a leading `module.` taken off where the
 * first tensor has it. Names of other layouts are not translated.
 */
export function readByOpenClip(report: LoadReport): OpenClipReading {
  const held = unwrapped(stateDictOf(report));
  const custom = [...held.keys()].some((name) => name.startsWith('text.'));
  const expected = new Map(
    report.parameters.map(({ parameter: { name, shape } }) => {
      const isText = !name.startsWith('visual.') && name !== 'logit_scale';
      return [custom && isText ? `text.${name}` : name, shape];
    }),
  );
  const check = checkKeys(held, expected);
  const grown = check.mismatched.filter(
    ({ name, found, expected: wanted }) =>
      RESIZED.has(name) && found.length === 2 && found[1] === wanted[1],
  );
  return {
    model: custom ? 'CustomTextCLIP' : 'CLIP',
    check: { ...check, mismatched: check.mismatched.filter((one) => !grown.includes(one)) },
    resized: grown.map(({ name, found, expected: wanted }) =>
      resizeLine(name, found[0] ?? 0, wanted[0] ?? 0),
    ),
  };
}

const RESIZED: ReadonlySet<string> = new Set([
  'visual.positional_embedding',
  'positional_embedding',
]);

function resizeLine(name: string, found: number, wanted: number): string {
  if (name === 'positional_embedding') {
    return `Resizing text position embedding num_pos from ${found} to ${wanted}`;
  }
  const side = (count: number): number => Math.floor(Math.sqrt(count - 1));
  const [a, b] = [side(found), side(wanted)];
  return `Resizing position embedding grid-size from (${a}, ${a}) to (${b}, ${b})`;
}

function unwrapped(held: StateDict): StateDict {
  const [first = ''] = held.keys();
  if (!first.startsWith('module')) return held;
  return new Map([...held].map(([name, shape]) => [name.slice('module.'.length), shape]));
}
