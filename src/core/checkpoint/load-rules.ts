import type { InitOrder } from '../init/init-law.ts';
import { PARTS, type Part } from '../model/architecture.ts';
import type { Parameter } from '../model/parameters.ts';

export type LoadRuleId = 'openclip' | 'timm' | 'timm-linear' | `without-${Part}` | 'random';

/** Which parts of a file a loader takes. Rules are data: every column runs the same code with another row of this table. */
export interface LoadRule {
  readonly id: LoadRuleId;
  readonly takes: readonly Part[];
  /** In whose order what is not taken is drawn: the same seed gives other numbers where timm makes the image tower. */
  readonly order: InitOrder;
  /** What starts afresh although the rule takes it. */
  readonly resets?: readonly Reset[];
}

/** Single parts that a person can start afresh, each by a part or by one parameter of it. */
const RESET_TABLE = {
  'text-tower': { part: 'text-tower' },
  'text-projection': { part: 'text-projection' },
  'text-positions': { name: 'positional_embedding' },
  'token-embedding': { name: 'token_embedding.weight' },
  'image-projection': { part: 'image-projection' },
} as const satisfies Readonly<Record<string, { part: Part } | { name: string }>>;

export type Reset = keyof typeof RESET_TABLE;
export const RESETS = Object.keys(RESET_TABLE) as readonly Reset[];

/** Whether one of the resets covers the parameter. */
export function isReset(resets: readonly Reset[], { name, part }: Parameter): boolean {
  return resets.some((reset) => {
    const covered = RESET_TABLE[reset];
    return 'part' in covered ? covered.part === part : covered.name === name;
  });
}

function rule(id: LoadRuleId, takes: readonly Part[], order: InitOrder = 'openclip'): LoadRule {
  return { id, takes, order };
}

/** Every load rule the page offers. */
export const LOAD_RULES: readonly LoadRule[] = [
  rule('openclip', PARTS),
  rule('timm', ['image-tower', 'image-projection'], 'timm-head'),
  rule('timm-linear', ['image-tower'], 'timm-linear'),
  ...PARTS.map((part) =>
    rule(
      `without-${part}`,
      PARTS.filter((other) => other !== part),
    ),
  ),
  rule('random', []),
];

/** The rule of that id, with resets; throws a `RangeError` for an id or a reset that is not in its table. */
export function loadRule(id: string, resets: readonly Reset[] = []): LoadRule {
  const found = LOAD_RULES.find((candidate) => candidate.id === id);
  if (!found) throw new RangeError(`There is no load rule named ${JSON.stringify(id)}.`);
  const strange = resets.find((reset) => !RESETS.includes(reset));
  if (strange !== undefined) {
    throw new RangeError(`No part named ${JSON.stringify(strange)} can start afresh.`);
  }
  return resets.length === 0 ? found : { ...found, resets };
}
