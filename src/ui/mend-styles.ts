import { PartMissingError } from '../core/parts/import-part.ts';

/** Styles that did not come. */
const missing = new Set<HTMLLinkElement>();
let tries = 0;

/** Notes every style that does not come. The build's loader would show a part without it the second time. */
export function watchStyles(page: Document): void {
  for (const link of page.querySelectorAll('link')) note(link);
  // Such events do not bubble, but pass on their way down.
  for (const end of ['load', 'error'])
    page.addEventListener(end, ({ target }) => note(target), { capture: true });
}

function note(target: EventTarget | null): void {
  if (target instanceof HTMLLinkElement && target.rel === 'stylesheet' && isEmpty(target))
    missing.add(target);
}

/** Some browsers call a web page or an error page in the place of a style loaded. No style of the page is without rules. */
function isEmpty({ sheet }: HTMLLinkElement): boolean {
  try {
    return !sheet || sheet.cssRules.length === 0;
  } catch {
    // Nobody may read the rules of an answer that did not come.
    return true;
  }
}

/** Asks again for every style that did not come. @throws PartMissingError where one does not come again */
export async function mendStyles(): Promise<void> {
  await Promise.all([...missing].map(fetchAgain));
}

function fetchAgain(old: HTMLLinkElement): Promise<void> {
  const link = old.cloneNode() as HTMLLinkElement;
  const address = new URL(old.href);
  address.searchParams.set('again', String(++tries));
  link.href = address.href;
  missing.delete(old);
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      if (isEmpty(link)) reject(new PartMissingError(address.pathname.replace(/^.*\//, '')));
      else resolve();
    };
    link.addEventListener('load', settle);
    link.addEventListener('error', settle);
    old.replaceWith(link);
  });
}
