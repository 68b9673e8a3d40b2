/** Whether a key stands in a source as it is, or has the beginning and the end of one that is put together there. */
export function keysIn(source: string): (key: string) => boolean {
  const whole = new Set([...source.matchAll(/['"`]([\w.-]+)['"`]/g)].map(([, key = '']) => key));
  const parts = [...source.matchAll(/`([\w-]+\.[\w.-]*)\$\{[^}]*\}([\w.-]*)`/g)].map(
    ([, begin = '', end = '']) => [begin, end] as const,
  );
  return (key) =>
    whole.has(key) || parts.some(([begin, end]) => key.startsWith(begin) && key.endsWith(end));
}
