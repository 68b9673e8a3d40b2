/** Words that no other call anywhere gives. `crypto.randomUUID` would do, but pages without https lack it. */
export function uniqueId(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))]
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
}
