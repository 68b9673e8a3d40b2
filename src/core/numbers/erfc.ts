/**
 * Complementary error function for x >= 0, to a relative error of about 1e-13.
 * Below 2 by the power series 7.6.2 of the NIST Handbook of Mathematical Functions (dlmf.nist.gov),
 * above by its continued fraction 7.9.1, evaluated from the far end.
 */
export function erfc(x: number): number {
  if (!(x >= 0)) throw new RangeError(`erfc is not defined here for ${x}.`);
  return x < 2 ? 1 - series(x) : continuedFraction(x);
}

/** erf(x) = 2/sqrt(pi) exp(-x^2) sum over n of 2^n x^(2n+1) / (1·3·5···(2n+1)): every term positive, nothing cancels. */
function series(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc(x) = exp(-x^2)/sqrt(pi) · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + ...)))); 120 levels suffice from x = 2 on. */
function continuedFraction(x: number): number {
  let tail = x;
  for (let level = 120; level >= 1; level--) tail = x + level / 2 / tail;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}
