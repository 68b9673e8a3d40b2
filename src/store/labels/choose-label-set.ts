import { LABEL_SETS } from '../../core/text/label-sets.ts';
import type { GetAll } from '../all.ts';

/** Takes a ready set's labels, in place of those on the page or besides. Rejects where a long list cannot be fetched. */
export async function chooseLabelSet(
  id: string,
  how: 'replace' | 'add',
  get: GetAll,
): Promise<void> {
  const chosen = LABEL_SETS.find((candidate) => candidate.id === id);
  if (!chosen) return;
  const texts = await chosen.load();
  if (how === 'add') get().addLabels(texts);
  else get().setLabels(texts);
  // Hard cases are whole phrases: "a photo of a two dogs" would ask something else.
  if (chosen.kind === 'hard-case') await get().chooseTemplateSet(chosen.templates);
}
