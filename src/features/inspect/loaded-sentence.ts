import { scaleOrigin } from '../../core/checkpoint/told-report.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { Column } from '../../store/types.ts';
import type { Words } from '../../words/translate.ts';
import { isScaleUnknown } from './report-words.ts';

/** The one honest sentence: how much of the model is loaded, what that means for the bars, and what else the file holds. */
export function loadedSentence(words: Words, model: LoadedModel, source: Column['source']): string {
  const sentence = partsSentence(words, model, source);
  const others = (model.report.wrappings ?? []).flatMap((wrapping) => wrapping.others);
  if (others.length === 0) return sentence;
  return `${sentence} ${words.t('report.others', { names: others.join(', ') })}`;
}

function partsSentence({ t }: Words, { report }: LoadedModel, { kind }: Column['source']): string {
  const text = report.parts.find(({ part }) => part === 'text-tower');
  const image = report.parts.find(({ part }) => part === 'image-tower');
  const seed = String(report.seed);
  const trained = report.parts.reduce((sum, part) => sum + (part.trained ?? 0), 0);
  if (trained > 0) {
    const all = report.parts.reduce((sum, { parameters }) => sum + parameters, 0);
    return t('report.trained', { trained, all });
  }
  if (report.parts.some(({ reset }) => reset > 0)) {
    const parts = (report.rule.resets ?? []).map((reset) => t(`reset.${reset}`)).join(', ');
    return t('towers.reset-seed', { parts, seed });
  }
  if (text && text.loaded === 0) {
    const count = { loaded: text.loaded, all: text.parameters, seed };
    return image && image.loaded === 0
      ? t('report.all-random', { seed })
      : t('report.text-random', { ...count, random: text.parameters - text.loaded });
  }
  if (report.verdict.kind === 'not-computed') {
    const [first = ''] = report.verdict.tensors;
    return t('report.not-computed', { count: report.verdict.tensors.length, name: first });
  }
  const loaded = report.parts.reduce((sum, part) => sum + part.loaded, 0);
  const origin = scaleOrigin(report);
  if (origin && report.verdict.kind === 'both-towers') {
    return origin.kind === 'file'
      ? t('report.scale-beside', { all: loaded, file: origin.file })
      : t('report.scale-published', { all: loaded, repo: origin.repo });
  }
  const all = report.parts.reduce((sum, part) => sum + part.parameters, 0);
  if (loaded === all) {
    const { sides } = report;
    if (sides) return t('towers.all', { all, count: sides.length });
    return t(kind === 'built-in' ? 'report.complete' : 'report.complete-other', { all });
  }
  if (report.verdict.kind === 'both-towers') {
    return t(isScaleUnknown(report) ? 'report.scale-unknown' : 'report.scale-missing', {
      all: loaded,
    });
  }
  return t('report.partly', { loaded, all, random: all - loaded, seed });
}
