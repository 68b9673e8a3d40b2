/** A key holds the score in 33 bits and the place in these: together no more than a double holds exactly. */
const PLACE_BITS = 20;
const PLACES = 2 ** PLACE_BITS;
/** Behind the lowest of all numbers, whose bits are 0xff800000. */
const NOT_A_NUMBER = 0xffffffff;

/**
 * Places of a row's scores in the order of `standsBefore`, best first. Sorted as numbers and not by comparing: a thousand labels take
 * some tens of microseconds, and every picture on the page has such a row.
 *
 * @throws RangeError where there are more than 1,048,576
 */
export function rankedPlaces(scores: Float32Array): Uint32Array {
  if (scores.length > PLACES) throw new RangeError(`A row of ${scores.length} is too long.`);
  // Adding 0 makes -0 equal to 0.
  const bits = new Uint32Array(scores.map((score) => score + 0).buffer);
  const keys = new Float64Array(scores.length);
  for (let place = 0; place < keys.length; place++) {
    const own = bits[place] as number;
    // A negative number's bits rise as it falls.
    const falling = own < 0x80000000 ? 0x7fffffff - own : own;
    keys[place] = (Number.isNaN(scores[place]) ? NOT_A_NUMBER : falling) * PLACES + place;
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => key % PLACES);
}
