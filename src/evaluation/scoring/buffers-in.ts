/** Every buffer of a message that holds data alone, each once: they are handed over with it, and nothing is copied. */
export function buffersIn(message: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(message)) found.add(message.buffer as ArrayBuffer);
  // A list of texts or numbers holds none, however long it is.
  else if (isObject(message) && !(Array.isArray(message) && !isObject(message[0])))
    for (const part of Object.values(message)) buffersIn(part, found);
  return [...found];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
