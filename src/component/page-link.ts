import { newColumn } from '../store/columns/column.ts';
import { writeLink } from '../store/link/link.ts';
import { DEFAULT_SETTINGS } from '../store/slices/settings.ts';
import type { Picture } from '../store/types.ts';
import type { Language } from '../words/languages.ts';
import type { CompareRequest } from './read-request.ts';

/**
 * The whole page, set up as the element is: labels, templates, both checkpoints with their rules and seeds, the language.
 * Pictures travel where they are of that page's shelf of samples; others a link cannot carry. `null` without a page.
 */
export function pageLink(request: CompareRequest, language: Language): string | null {
  if (request.page === null) return null;
  const link = new URL(request.page);
  link.hash = writeLink({
    ...DEFAULT_SETTINGS,
    language,
    labels: request.labels.map((text) => ({ id: text, text, prompts: null })),
    templates: request.templates,
    columns: request.columns.map(({ url, rule, seed }, index) =>
      newColumn(String(index), { kind: 'url', url }, { rule, seed }),
    ),
    pictures: samplesOf(request, request.page),
  });
  return link.href;
}

function samplesOf({ pictures }: CompareRequest, page: string): readonly Picture[] {
  const shelf = new URL('samples/', page).href;
  return pictures.flatMap(({ url, name }) =>
    url === `${shelf}${name}` && /^[\w-]+\.webp$/.test(name)
      ? [{ id: url, name, blob: null, url, known: [], sample: name }]
      : [],
  );
}
