import type { ModelOnShow } from './columns/column.ts';
import type { Label, Picture } from './types.ts';

/** What one step back brings again: only what its change touched, so that steps of other kinds are left alone. */
export interface Snapshot {
  readonly bench?: {
    readonly pictures: readonly Picture[];
    readonly labels: readonly Label[];
    readonly templates: readonly string[];
    readonly templateSet: string;
    readonly examples: ReadonlyMap<string, string>;
  };
  readonly models?: readonly ModelOnShow[];
}
