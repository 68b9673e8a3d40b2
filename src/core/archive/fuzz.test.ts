import { expect, test } from 'vitest';
import { goldenBytes } from '../../testing/golden.ts';
import { draws, mutated } from '../../testing/mutations.ts';
import { createWorkMeter } from '../bounds/work-meter.ts';
import { CodedError } from '../errors.ts';
import { type ByteSource, bytesSource, readExactly } from './byte-source.ts';
import { readNpy } from './npy.ts';
import { tarEntries } from './tar-reader.ts';
import { readTorchArchive } from './torch-archive.ts';
import { readTorchPickle } from './torch-pickle.ts';
import { readZipDirectory } from './zip-directory.ts';
import { readZipEntry } from './zip-entry.ts';

const LARGEST_READ = 1e6;

/**
 * Reads that stay inside the file, and few: a reader that asks for more has believed a forged number, and one that goes on
 * asking goes round in circles.
 */
function guarded(bytes: Uint8Array): ByteSource {
  const source = bytesSource(bytes);
  let [reads, taken] = [0, 0];
  return {
    size: source.size,
    read: (begin, end) => {
      if (begin < 0 || end < begin || end > bytes.length)
        throw new Error(`A read of ${begin} to ${end}.`);
      reads++;
      taken += end - begin;
      if (reads > 64 + bytes.length / 16 || taken > 1000 + 8 * bytes.length)
        throw new Error(`${reads} reads of ${taken} bytes.`);
      return source.read(begin, end);
    },
  };
}

async function readsOrRefuses(read: () => unknown): Promise<boolean> {
  try {
    await read();
    return true;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}

/** Runs a reader over mutations of a file, and tells what share of them it read. */
async function shareRead(
  original: Uint8Array,
  rounds: number,
  seed: number,
  read: (bytes: Uint8Array) => unknown,
): Promise<number> {
  const draw = draws(seed);
  let accepted = 0;
  for (let round = 0; round < rounds; round++) {
    const bytes = mutated(original, draw);
    if (await readsOrRefuses(() => read(bytes))) accepted++;
  }
  return accepted / rounds;
}

/** Both outcomes must occur, or the mutations tell nothing. */
function expectBoth(share: number): void {
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(1);
}

async function readWholeZip(bytes: Uint8Array) {
  const source = guarded(bytes);
  for (const entry of await readZipDirectory(source)) {
    const data = await readZipEntry(source, entry, LARGEST_READ);
    expect(data.length).toBe(entry.size);
  }
}

test.each(['plain.zip', 'wide.zip'])('3,000 mutations of %s are read or refused', async (name) => {
  const share = await shareRead(goldenBytes(`archive/${name}`), 3000, 11, readWholeZip);
  expectBoth(share);
});

test.each(['gnu.tar', 'pax.tar'])('3,000 mutations of %s are read or refused', async (name) => {
  const share = await shareRead(goldenBytes(`archive/${name}`), 3000, 12, async (bytes) => {
    const source = guarded(bytes);
    for await (const { begin, end } of tarEntries(source)) await readExactly(source, begin, end);
  });
  expectBoth(share);
});

/** The pickle of an archive, without its zip, so that the checksum does not stand before every mutation. */
async function pickleOf(name: string): Promise<Uint8Array> {
  const source = bytesSource(goldenBytes(`torch/${name}`));
  const entry = (await readZipDirectory(source)).find((each) => each.name.endsWith('data.pkl'));
  if (!entry) throw new Error('There is no pickle.');
  return readZipEntry(source, entry, LARGEST_READ);
}

test.each(['plain.bin', 'training-run.pt', 'parameters.pt'])(
  '8,000 mutations of the pickle of %s are read or refused',
  async (name) => {
    const share = await shareRead(await pickleOf(name), 8000, 13, (bytes) => {
      const meter = createWorkMeter('steps', Number.POSITIVE_INFINITY);
      const { tensors } = readTorchPickle(bytes, meter);
      // Each instruction is a byte at least; a call may look at what it is given.
      expect(meter.spent()).toBeLessThan(2 * bytes.length);
      for (const { shape, storage } of tensors.values()) {
        expect(shape.every((size) => Number.isSafeInteger(size) && size >= 0)).toBe(true);
        expect(Number.isSafeInteger(storage.length)).toBe(true);
      }
    });
    expectBoth(share);
  },
);

test.each(['plain.bin', 'rezipped.bin'])(
  '5,000 mutations of %s are refused or give ranges inside the file',
  async (name) => {
    const share = await shareRead(goldenBytes(`torch/${name}`), 5000, 14, async (bytes) => {
      const { tensors } = await readTorchArchive(guarded(bytes));
      for (const { begin, end } of tensors) {
        expect(begin).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(begin);
        expect(end).toBeLessThanOrEqual(bytes.length);
      }
    });
    expectBoth(share);
  },
);

test('5,000 mutations of an .npy file are read or refused', async () => {
  const share = await shareRead(goldenBytes('archive/f4.npy'), 5000, 15, (bytes) => {
    const { shape, values } = readNpy(bytes);
    expect(values).toHaveLength(shape.reduce((a, b) => a * b, 1));
  });
  expectBoth(share);
});

test('random bytes are refused', async () => {
  const draw = draws(16);
  for (let round = 0; round < 2000; round++) {
    const bytes = Uint8Array.from({ length: draw(300) }, () => draw(256));
    const signed = Uint8Array.of(0x50, 0x4b, 3, 4, ...bytes);
    expect(await readsOrRefuses(() => readTorchArchive(guarded(signed)))).toBe(false);
    expect(await readsOrRefuses(() => readZipDirectory(guarded(bytes)))).toBe(false);
    expect(await readsOrRefuses(() => readTorchPickle(bytes))).toBe(false);
  }
});
