/** Address of a file that is served beside the page. */
export function pageAddress(path: string): string {
  return new URL(`${import.meta.env.BASE_URL}${path}`, document.baseURI).href;
}
