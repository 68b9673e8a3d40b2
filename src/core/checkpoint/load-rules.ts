import { PARTS, type Part } from '../model/architecture.ts';

export type LoadRuleId = 'openclip' | 'timm' | 'timm-linear' | `without-${Part}` | 'random';

/** Which parts of a file a loader takes. Rules are data: every column runs the same code with another row of this table. */
export interface LoadRule {
  readonly id: LoadRuleId;
  readonly takes: readonly Part[];
  /**
   * How a missing image projection starts: as OpenCLIP's own parameter, or as `timm_proj: linear` makes it
   * (a fresh linear layer without bias, drawn after the rest of the model).
   */
  readonly imageProjection: 'openclip' | 'fresh-linear';
}

function rule(
  id: LoadRuleId,
  takes: readonly Part[],
  imageProjection: LoadRule['imageProjection'] = 'openclip',
): LoadRule {
  return { id, takes, imageProjection };
}

/** Every load rule the page offers. */
export const LOAD_RULES: readonly LoadRule[] = [
  rule('openclip', PARTS),
  rule('timm', ['image-tower', 'image-projection']),
  rule('timm-linear', ['image-tower'], 'fresh-linear'),
  ...PARTS.map((part) =>
    rule(
      `without-${part}`,
      PARTS.filter((other) => other !== part),
    ),
  ),
  rule('random', []),
];

/** The rule of that id; throws a `RangeError` for an id that is not in the table. */
export function loadRule(id: string): LoadRule {
  const found = LOAD_RULES.find((candidate) => candidate.id === id);
  if (!found) throw new RangeError(`There is no load rule named ${JSON.stringify(id)}.`);
  return found;
}
