/**
 * HTML that shows a set-up inside another page. The frame may use the camera where the visitor allows it, the clipboard,
 * and threads where the page around it is isolated.
 *
 * @param page address of the page, without its fragment
 * @param setup the fragment of a link to the set-up
 */
export function frameCode(page: string, setup: string, title: string): string {
  const address = new URL(page);
  address.search = '?embed';
  address.hash = setup;
  const allow = 'camera; clipboard-write; cross-origin-isolated';
  return `<iframe src="${escaped(address.href)}" title="${escaped(title)}" width="100%" height="800" allow="${allow}"></iframe>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
