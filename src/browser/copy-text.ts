import { attempt } from '../engine/attempt.ts';

/** Puts text into the clipboard; `false` where the browser forbids it. Pages without https have only the old command. */
export async function copyText(text: string): Promise<boolean> {
  const clipboard = (navigator as Partial<Pick<Navigator, 'clipboard'>>).clipboard;
  if (!clipboard) return copyByCommand(text);
  const done = await attempt(
    async () => {
      await clipboard.writeText(text);
      return true;
    },
    () => undefined,
  );
  return done ?? copyByCommand(text);
}

function copyByCommand(text: string): boolean {
  let copied = false;
  const onCopy = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    copied = true;
  };
  document.addEventListener('copy', onCopy);
  // Deprecated, and without a successor on pages that are not secure.
  // oxlint-disable-next-line typescript/no-deprecated
  document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
  return copied;
}
