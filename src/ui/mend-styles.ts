import { PartMissingError } from '../core/parts/import-part.ts';

/** Styles that did not come. */
const failed = new Set<HTMLLinkElement>();
let tries = 0;

/** Notes every style that does not come. The build's loader would show a part without it the second time. */
export function watchStyles(page: Document): void {
  // Such an error does not bubble, but passes on its way down.
  page.addEventListener('error', ({ target }) => note(target), { capture: true });
}

function note(target: EventTarget | null): void {
  if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') failed.add(target);
}

/** Asks again for every style that did not come. @throws PartMissingError where one does not come again */
export async function mendStyles(): Promise<void> {
  await Promise.all([...failed].map(fetchAgain));
}

function fetchAgain(old: HTMLLinkElement): Promise<void> {
  const link = old.cloneNode() as HTMLLinkElement;
  const address = new URL(old.href);
  address.searchParams.set('again', String(++tries));
  link.href = address.href;
  failed.delete(old);
  return new Promise((resolve, reject) => {
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () =>
      reject(new PartMissingError(address.pathname.replace(/^.*\//, ''))),
    );
    old.replaceWith(link);
  });
}
