/** The labels in a typed or pasted text: one a line, or parted by commas, semicolons or tabs; empty ones are kept out. */
export function splitLabels(text: string): string[] {
  const parts = text.split(/[\n\r,，;；\t]+/).map((part) => part.trim());
  const filled = parts.filter((part) => part !== '');
  // Nothing but separators is an empty label: the store says so.
  return filled.length > 0 ? filled : [''];
}
