import { HARD_QUESTIONS, type HardQuestion } from '../../core/questions/hard-questions.ts';
import { LABEL_SETS } from '../../core/text/label-sets.ts';
import { takeLabels } from '../../core/text/take-labels.ts';
import type { Language } from '../../words/languages.ts';
import type { GetAll, SetAll } from '../all.ts';
import { changeInputs } from '../change-inputs.ts';
import type { Outside } from '../outside.ts';
import { samplePicture } from '../pictures/picture.ts';
import type { Picture } from '../types.ts';

/** Takes a ready set's labels in the page's language, in place of those on the page or besides. Rejects where a long list cannot be fetched. */
export async function chooseLabelSet(
  id: string,
  how: 'replace' | 'add',
  get: GetAll,
): Promise<void> {
  const chosen = LABEL_SETS.find((candidate) => candidate.id === id);
  if (!chosen) return;
  const texts = await chosen.load(get().language);
  if (how === 'add') get().addLabels(texts);
  else get().setLabels(texts);
  // Hard cases are whole phrases: "a photo of a two dogs" would ask something else.
  if (chosen.kind === 'hard-case') await get().chooseTemplateSet(chosen.templates);
}

/**
 * Puts a question's pictures, with what is true of each, and its labels in place of the visitor's, in one step back. Its
 * labels are whole phrases, so that no template is put around them.
 */
export function askHardQuestion(
  id: HardQuestion['id'],
  { address, newId }: Pick<Outside, 'address' | 'newId'>,
  set: SetAll,
  get: GetAll,
): void {
  const question = HARD_QUESTIONS.find((one) => one.id === id);
  if (!question) return;
  const { language, labels } = get();
  const kept = new Map(labels.map((label) => [label.text, label]));
  const { labels: texts } = takeLabels(question.labels.map((label) => label[language]));
  changeInputs(set, get, {
    pictures: picturesOf(question, language, address),
    labels: texts.map((text) => kept.get(text) ?? { id: newId(), text, prompts: null }),
    templates: ['{label}'],
    templateSet: 'plain',
  });
  get().notify(`hard.${id}.why`, {}, { undo: true });
}

/** Drawn pictures that a link names and the page does not show yet, in the link's order, after the visitor's own. */
export function bringLinkedPictures({ address }: Pick<Outside, 'address'>, get: GetAll): void {
  const { linkedSamples, pictures, language } = get();
  const drawn = HARD_QUESTIONS.flatMap((question) => picturesOf(question, language, address));
  const all = new Map([...drawn, ...pictures].map((picture) => [picture.sample, picture]));
  const linked = [...new Set(linkedSamples)].flatMap((file) => all.get(file) ?? []);
  if (linked.every((picture) => pictures.includes(picture))) return;
  get().setPictures([...pictures.filter((picture) => !linked.includes(picture)), ...linked]);
}

function picturesOf(
  { pictures, labels }: HardQuestion,
  language: Language,
  address: Outside['address'],
): readonly Picture[] {
  return pictures.flatMap(({ file, truth }) => {
    const label = labels[truth];
    return label ? [{ ...samplePicture({ file, ...label }, address), name: label[language] }] : [];
  });
}
