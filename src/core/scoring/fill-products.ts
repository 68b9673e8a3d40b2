/**
 * The products of one row with each of some vectors, every one summed in double precision from its first number to its
 * last. Four vectors at a time, so that a number of the row is read once for all of them.
 *
 * @param products [C], written over
 * @param row [D]
 * @param vectors [C, D]
 */
export function fillProducts(
  products: Float64Array,
  row: Float32Array,
  vectors: Float32Array,
): void {
  const dimensions = row.length;
  const whole = products.length - (products.length % 4);
  for (let c = 0; c < whole; c += 4) {
    const [first, second] = [c * dimensions, (c + 1) * dimensions];
    const [third, fourth] = [(c + 2) * dimensions, (c + 3) * dimensions];
    let [a, b, e, f] = [0, 0, 0, 0];
    for (let d = 0; d < dimensions; d++) {
      const value = row[d] as number;
      a += value * (vectors[first + d] as number);
      b += value * (vectors[second + d] as number);
      e += value * (vectors[third + d] as number);
      f += value * (vectors[fourth + d] as number);
    }
    products[c] = a;
    products[c + 1] = b;
    products[c + 2] = e;
    products[c + 3] = f;
  }
  for (let c = whole; c < products.length; c++) {
    let product = 0;
    for (let d = 0; d < dimensions; d++) {
      product += (row[d] as number) * (vectors[c * dimensions + d] as number);
    }
    products[c] = product;
  }
}
