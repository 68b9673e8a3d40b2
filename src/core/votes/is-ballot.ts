/** Whether a link opens a ballot instead of the page. */
export function isBallot(fragment: string): boolean {
  return /^#?vote=/.test(fragment);
}
