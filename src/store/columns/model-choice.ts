import { BUILT_IN, BUILT_IN_SIDE } from '../../core/hub/built-in-model.ts';
import { EngineError } from '../../engine/errors.ts';
import { isHeld } from '../link/linked-sources.ts';
import type { LoadOptions, ModelSource } from '../../engine/loading.ts';
import type { Outside } from '../outside.ts';
import type { Column, ColumnSource, ModelChoice, SingleSource } from '../types.ts';

/**
 * A column's source as the engine takes it: the only way from one to the other.
 * @throws EngineError `source-held` where a link wants it from another server and nobody has said yes
 */
export function modelSource(source: ColumnSource, address: Outside['address']): ModelSource {
  if (isHeld(source))
    throw new EngineError('source-held', 'A link wants this from another server: load it first.');
  if (source.kind === 'files') return source.files;
  if (source.kind === 'url') return { url: source.url };
  if (source.kind === 'hub')
    return {
      hub: source.repository,
      ...(source.file !== null && { file: source.file }),
      ...(source.endpoint !== undefined && { endpoint: source.endpoint }),
    };
  const builtIn = (file: string) => ({ url: address(`models/mini/${file}`) });
  if (source.kind === 'towers') {
    const { image, text, scale } = source;
    const of = (side: 'image' | 'text', one: SingleSource) =>
      one.kind === 'built-in' && one.file === 'complete'
        ? builtIn(BUILT_IN_SIDE[side])
        : modelSource(one, address);
    return {
      image: of('image', image),
      text: of('text', text),
      ...(scale && { scale: of('text', scale) }),
    };
  }
  return builtIn(BUILT_IN[source.file]);
}

type ChoiceOptions = Pick<
  LoadOptions,
  'rule' | 'seed' | 'activation' | 'resets' | 'crop' | 'precision' | 'stateDict'
>;

/** Everything but its source that a choice asks of the engine. */
export function choiceOptions(choice: Omit<ModelChoice, 'source'>): ChoiceOptions {
  const { rule, seed, activation, resets, crop, precision, stateDict } = choice;
  return {
    rule,
    seed,
    ...(activation && { activation }),
    ...(resets.length > 0 && { resets }),
    ...(crop !== null && { crop }),
    ...(precision !== 'fp32' && { precision }),
    ...(stateDict !== undefined && { stateDict }),
  };
}

/** Where the image side of a source comes from. */
export function imageSourceOf(source: ColumnSource): SingleSource {
  return source.kind === 'towers' ? source.image : source;
}

/** Where the text side of a source comes from. */
export function textSourceOf(source: ColumnSource): SingleSource {
  return source.kind === 'towers' ? source.text : source;
}

/** What of a column decides what it loads. */
export function choiceOf(choice: ModelChoice): ModelChoice {
  const { source, rule, seed, activation, resets, crop, precision, stateDict } = choice;
  const { training, repaired } = choice;
  return { source, rule, seed, activation, resets, crop, precision, stateDict, training, repaired };
}

/** What was asked of a column last: where it was refused and the old model runs on, what was refused. */
export function askedOf(column: Column): ModelChoice {
  return choiceOf(column.refusal?.choice ?? column);
}

/** Whether two choices load the same; files of the disk are the same only where they were opened once. */
export function isSameChoice(one: ModelChoice, other: ModelChoice): boolean {
  const { source, ...options } = choiceOf(one);
  const { source: otherSource, ...otherOptions } = choiceOf(other);
  const kept = source.kind !== 'files' && source.kind !== 'towers';
  const sameSource =
    source === otherSource || (kept && JSON.stringify(source) === JSON.stringify(otherSource));
  return sameSource && JSON.stringify(options) === JSON.stringify(otherOptions);
}
