import { fingerprint } from '../numbers/fingerprint.ts';
import { cleanLabel } from '../text/take-labels.ts';
import { digitsOf, readDigits } from './digits.ts';

/** What a room votes on: which of the labels each picture is. Pictures are numbers; they never leave the presenter. */
export interface Ballot {
  /** Four digits by which answers to another ballot are told apart. */
  readonly id: string;
  readonly labels: readonly string[];
  /** How many pictures; at most {@link MOST_PICTURES}. */
  readonly pictures: number;
}

/** A code for more would be too long to be typed, and a QR code too fine to be read from the last row. */
export const MOST_PICTURES = 40;
export const MOST_CHOICES = 24;
const LONGEST_CHOICE = 60;
export const ID_DIGITS = 4;

/** A ballot over labels and pictures, or `null` where there are none or too many. */
export function ballotOf(labels: readonly string[], pictures: readonly string[]): Ballot | null {
  if (labels.length < 2 || labels.length > MOST_CHOICES) return null;
  if (pictures.length < 1 || pictures.length > MOST_PICTURES) return null;
  const bytes = new TextEncoder().encode(JSON.stringify([labels, pictures]));
  const id = digitsOf(BigInt(`0x${fingerprint([bytes]).slice(0, 8)}`), ID_DIGITS);
  return { id, labels, pictures: pictures.length };
}

/** A ballot as the fragment of a link, without `#`. */
export function writeBallot({ id, labels, pictures }: Ballot, language: string): string {
  const params = new URLSearchParams();
  params.set('vote', id);
  params.set('pictures', String(pictures));
  params.set('labels', labels.join('\n'));
  params.set('lang', language);
  return params.toString();
}

/** The ballot of a link; `null` where it is broken or too large. Anybody can write such a link. */
export function readBallot(fragment: string): Ballot | null {
  const params = new URLSearchParams(fragment.replace(/^#/, ''));
  const id = readDigits(params.get('vote') ?? '');
  const pictures = Number(params.get('pictures') ?? '');
  const labels = (params.get('labels') ?? '').split('\n');
  if (id?.length !== ID_DIGITS) return null;
  if (!Number.isInteger(pictures) || pictures < 1 || pictures > MOST_PICTURES) return null;
  if (labels.length < 2 || labels.length > MOST_CHOICES) return null;
  const clean = labels.map((label) => cleanLabel(label.slice(0, LONGEST_CHOICE)));
  return clean.includes('') ? null : { id, labels: clean, pictures };
}
