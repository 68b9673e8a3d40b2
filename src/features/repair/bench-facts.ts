import type { LoadReport, PartSummary } from '../../core/checkpoint/load-report.ts';
import { isMobile } from '../../core/checkpoint/loaders/mobile-names.ts';
import { isSiglip } from '../../core/checkpoint/loaders/siglip-names.ts';
import type { TrainingRecipe } from '../../store/repair/training-recipe.ts';

type Repair = TrainingRecipe['repair'];

/** What of a model is broken, and which repairs by training fit that. */
export interface BenchFacts {
  readonly broken: readonly PartSummary['part'][];
  readonly repairs: readonly Repair[];
  /** Why none does. */
  readonly why:
    | 'bench.whole'
    | 'bench.image-broken'
    | 'bench.no-parts'
    | 'bench.siglip'
    | 'bench.mobile'
    | null;
  /** The text tower's own numbers are trained: a refitted projection carries over to other words. */
  readonly textTrained: boolean;
}

export function benchFacts(report: LoadReport): BenchFacts {
  const { parts, layout } = report;
  const whole = (part: PartSummary['part']): boolean =>
    parts.some((one) => one.part === part && one.loaded + (one.trained ?? 0) === one.parameters);
  const broken = parts.flatMap(({ part }) =>
    part !== 'logit-scale' && !whole(part) ? [part] : [],
  );
  const textTrained = whole('text-tower');
  const none = (why: BenchFacts['why']): BenchFacts => ({ broken, repairs: [], why, textTrained });
  if (broken.length === 0) return none('bench.whole');
  if (layout === 'onnx') return none('bench.no-parts');
  if (isSiglip(report)) return none('bench.siglip');
  if (isMobile(report)) return none('bench.mobile');
  if (!whole('image-tower')) return none('bench.image-broken');
  const text: readonly Repair[] = ['text-projection', 'text-tower'];
  if (!broken.includes('image-projection')) {
    return {
      broken,
      repairs: textTrained ? text : text.toReversed(),
      why: null,
      textTrained,
    };
  }
  // With a whole text side the image projection is the one thing that is missing.
  const textWhole = textTrained && !broken.includes('text-projection');
  return {
    broken,
    repairs: textWhole ? ['image-projection', ...text.toReversed()] : text.toReversed(),
    why: null,
    textTrained,
  };
}
