type JsonObject = Record<string, unknown>;
type Rows = readonly (readonly string[])[];

const MOST_ROWS = 2_000_000;
const MOST_COLUMNS = 64;

/**
 * A JSON text as rows: one object a line or a list of objects, whose keys are the heading; an object of texts, as file and
 * label; or an object of lists, as label and files. What is neither text nor number is passed over.
 *
 * @returns `null` where it is none of these
 */
export function jsonRows(source: string): Rows | null {
  const text = source.replace(/^\ufeff/, '');
  const whole = parsed(text);
  const pairs = isObject(whole) ? pairsIn(whole) : null;
  return pairs ?? objectRows(objectsIn(whole, text));
}

function objectRows(objects: readonly JsonObject[]): Rows | null {
  const keys = new Set<string>();
  for (const object of objects) {
    for (const key of Object.keys(object)) if (keys.size < MOST_COLUMNS) keys.add(key);
  }
  if (objects.length === 0 || keys.size < 2) return null;
  const heading = [...keys];
  return [heading, ...objects.map((object) => heading.map((key) => textOf(object[key])))];
}

/** `{"a.jpg": "apple"}`, or `{"apple": ["a.jpg", "b.jpg"]}`. */
function pairsIn(whole: JsonObject): Rows | null {
  const entries = Object.entries(whole);
  if (entries.length < 2) return null;
  if (entries.every(([, value]) => textOf(value) !== ''))
    return entries.map(([file, label]) => [file, textOf(label)]);
  const lists = entries.every(
    ([, value]) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  );
  if (!lists) return null;
  return entries.flatMap(([label, files]) => (files as string[]).map((file) => [file, label]));
}

function objectsIn(whole: unknown, text: string): JsonObject[] {
  // A list may stand below a name of its own, beside remarks about the set.
  const below = isObject(whole) ? Object.values(whole).find(isListOfObjects) : undefined;
  if (below) return below.slice(0, MOST_ROWS);
  const values = Array.isArray(whole)
    ? whole.slice(0, MOST_ROWS)
    : text
        .split(/\r\n|\n|\r/)
        .slice(0, MOST_ROWS)
        .map((line) => parsed(line));
  return values.filter(isObject);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOfObjects(value: unknown): value is JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.length === 1) return textOf(value[0]);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
