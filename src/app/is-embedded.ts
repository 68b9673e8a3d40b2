/** Whether the page was asked to be a part of somebody else's: `?embed` in its address. */
export function isEmbedded(): boolean {
  return new URLSearchParams(window.location.search).has('embed');
}
