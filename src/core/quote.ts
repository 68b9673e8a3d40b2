const LONGEST = 80;

/** A text from a file in quotation marks, control characters escaped, cut to 80 characters: fit for a sentence. */
export function quote(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return JSON.stringify(cut);
}
