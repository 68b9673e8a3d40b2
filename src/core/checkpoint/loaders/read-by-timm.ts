import type { LoadReport } from '../load-report.ts';
import { checkKeys, type KeyCheck, type StateDict, stateDictOf } from './state-dict.ts';
import { isVit, timmModel, timmName, timmShape } from './timm-names.ts';

export interface TimmReading {
  readonly check: KeyCheck;
  /** Tensors that the conversion leaves out without a word. */
  readonly ignored: number;
  /** timm recognised CLIP's own names and converted them. */
  readonly converted: boolean;
}

/**
 * What timm's image tower takes from the file: where it recognises CLIP by a name it keeps what stands under `visual.`,
 * renames it and drops all else; a file in other names goes to the strict load as it is.
 */
export function readByTimm(report: LoadReport): TimmReading {
  const vit = isVit(report);
  const held = cleaned(stateDictOf(report));
  const expected = timmModel(report);
  if (!held.has(vit ? 'visual.class_embedding' : 'visual.conv1.weight')) {
    return { check: resampled(checkKeys(held, expected)), ignored: 0, converted: false };
  }
  const own = [...held].filter(([name]) => name.startsWith('visual.'));
  const taken = new Map(
    own.map(([name, shape]) => [timmName(name, vit), timmShape(name, shape, vit)]),
  );
  const width = held.get('visual.proj')?.[1];
  if (vit && width !== undefined) taken.set('head.bias', [width]);
  return {
    check: resampled(checkKeys(taken, expected)),
    ignored: held.size - own.length,
    converted: true,
  };
}

/** timm fits positions of another count, and patches of another size, to its model before it loads. */
function resampled(check: KeyCheck): KeyCheck {
  const mismatched = check.mismatched.filter(
    ({ name, found, expected }) =>
      !(name === 'pos_embed' && found.at(-1) === expected.at(-1)) &&
      !(name === 'patch_embed.proj.weight' && found[0] === expected[0]),
  );
  return { ...check, mismatched };
}

/** Without the wrappers of parallel training and of compiling. */
function cleaned(held: StateDict): StateDict {
  return new Map(
    [...held].map(([name, shape]) => [
      name.replace(/^module\./, '').replace(/^_orig_mod\./, ''),
      shape,
    ]),
  );
}
