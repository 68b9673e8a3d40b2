/** Whether what something was derived from is what it would be derived from now. */
export function isSame(a: readonly unknown[], b: readonly unknown[] | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((part, index) => part === b[index]);
}
