/** Near 0: a polynomial in w - 2.5; farther out one in sqrt(w) - 3, where w = -ln((1 - x)(1 + x)). */
const CENTRAL = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503,
  -0.00417768164, 0.246640727, 1.50140941,
];
const TAIL = [
  -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613,
  0.00943887047, 1.00167406, 2.83297682,
];

/**
 * The inverse of the error function on [-1, 1], within a relative error of 4e-7; plus and minus infinity at the ends.
 * Source: Giles, "Approximating the erfinv function", GPU Computing Gems 2, 2011 (single precision).
 */
export function inverseErf(x: number): number {
  const w = -Math.log((1 - x) * (1 + x));
  if (w === Number.POSITIVE_INFINITY) return x * w;
  const [polynomial, at] = w < 5 ? [CENTRAL, w - 2.5] : [TAIL, Math.sqrt(w) - 3];
  return x * polynomial.reduce((sum, coefficient) => sum * at + coefficient, 0);
}
