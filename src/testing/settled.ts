// A part of the store that has yet to be read would look like quiet.
import '../store/columns/measure-precision.ts';
import '../store/encoding/encode-missing.ts';

/** Waits until what `read` gives has stayed the same over five turns of the event loop: nothing is under way any more. */
export async function settled(read: () => unknown): Promise<void> {
  let before = read();
  for (let quiet = 0; quiet < 5;) {
    await new Promise((resolve) => setImmediate(resolve));
    quiet = read() === before ? quiet + 1 : 0;
    before = read();
  }
}
