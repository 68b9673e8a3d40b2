/** A class as a file beside a picture tells it: by number from 0, or by name. */
export type SidecarLabel =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'name'; readonly name: string };

/** Longest name of a class; a longer text is a caption. */
const LONGEST_NAME = 100;

/** Fields of a `.json` that hold the class, names before numbers. */
const NAME_FIELDS = ['label_name', 'class_name', 'classname', 'category_name', 'name'];
const LABEL_FIELDS = ['label', 'class', 'cls', 'category', 'target', 'y', 'class_id', 'label_id'];

/**
 * The class in WebDataset's `.cls`, `.json` or `.txt`.
 *
 * @returns `null` where the text tells none
 */
export function sidecarLabel(extension: string, text: string): SidecarLabel | null {
  if (extension === 'json') return labelOfJson(text);
  return labelOf(text.replace(/^\ufeff/, '').trim());
}

function labelOf(value: unknown): SidecarLabel | null {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && value >= 0 && value < 1e9
      ? { kind: 'number', number: value }
      : null;
  }
  if (typeof value !== 'string') return null;
  const text = value.trim().normalize('NFC');
  if (/^\d{1,9}$/.test(text)) return { kind: 'number', number: Number(text) };
  return text === '' || text.length > LONGEST_NAME || /[\r\n]/.test(text)
    ? null
    : { kind: 'name', name: text };
}

function labelOfJson(text: string): SidecarLabel | null {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return labelOf(value);
  const fields = new Map(Object.entries(value).map(([key, one]) => [key.toLowerCase(), one]));
  for (const field of [...NAME_FIELDS.slice(0, -1), ...LABEL_FIELDS, 'name']) {
    const label = labelOf(fields.get(field));
    if (label) return label;
  }
  return null;
}
