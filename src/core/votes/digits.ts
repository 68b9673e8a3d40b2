/** Crockford's 32 digits: no I, L, O or U, so that nothing is misread from a phone. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number of exactly `count` digits, the last ones of it where it has more. */
export function digitsOf(value: bigint, count: number): string {
  let text = '';
  for (let rest = value, i = 0; i < count; i++, rest /= 32n)
    text = (DIGITS[Number(rest % 32n)] ?? '0') + text;
  return text;
}

/** The number that digits stand for. */
export function valueOf(digits: string): bigint {
  let value = 0n;
  for (const digit of digits) value = value * 32n + BigInt(DIGITS.indexOf(digit));
  return value;
}

/** What somebody typed, as digits: in capitals, without spaces and hyphens, O as 0, I and L as 1; `null` where another sign is in it. */
export function readDigits(text: string): string | null {
  const digits = text
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return /^[\dA-HJKMNP-TV-Z]*$/.test(digits) ? digits : null;
}

/** The largest prime below 32 to the power of 3: the sum has three digits. */
const PRIME = 32_749;
/** Not 1, and of a high order modulo the prime, so that no two places of a code weigh the same. */
const WEIGHT = 1009;
export const CHECK_DIGITS = 3;

/**
 * Three digits that change with any single wrong digit and with any two neighbours that are swapped: the digits as the
 * coefficients of a polynomial, at one place modulo a prime that is larger than any difference of two digits.
 */
export function checkOf(digits: string): string {
  let sum = 1;
  for (const digit of digits) sum = (sum * WEIGHT + DIGITS.indexOf(digit)) % PRIME;
  return digitsOf(BigInt(sum), CHECK_DIGITS);
}
