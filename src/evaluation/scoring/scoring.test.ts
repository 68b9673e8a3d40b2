import { describe, expect, test, vi } from 'vitest';
import { classMeans, countNearest } from '../../core/evaluation/nearest-class-mean.ts';
import { createOutcomes } from '../../core/evaluation/outcomes.ts';
import { scoreRows } from '../../core/scoring/score-rows.ts';
import { writeRunFile } from '../../core/evaluation/run-file.ts';
import { vectorsAsSafetensors } from '../../core/evaluation/write-vectors.ts';
import type { EngineWorker } from '../../engine/client.ts';
import { goldenBytes } from '../../testing/golden.ts';
import { openScoring, readApart } from './scoring.ts';
import { scoringHere } from './scoring-here.ts';
import type { FileJob, FileWork, ScoringRequest } from './scoring-messages.ts';
import { serveScoring } from './serve-scoring.ts';

const MANY = 1e9;
const [ROWS, CLASSES, WIDTH] = [1100, 7, 512];

/** A thread as the browser's, without one: messages are copied and come later. */
function thread() {
  const { port1, port2 } = new MessageChannel();
  let die: (reason: string) => void = () => undefined;
  const died = new Promise<string>((resolve) => {
    die = resolve;
  });
  const seen = {
    requests: [] as ScoringRequest[],
    handed: [] as Transferable[],
    answers: 0,
    waiting: 0,
    ended: false,
  };
  const listen = (port: MessagePort, listener: (data: unknown) => void): void => {
    port.addEventListener('message', ({ data }) => listener(data));
    port.start();
  };
  let hear: (message: unknown) => void = () => undefined;
  serveScoring({
    send(message, transfer) {
      seen.handed.push(...transfer);
      port2.postMessage(message, transfer);
    },
    listen(listener) {
      hear = listener;
      listen(port2, listener);
    },
  });
  const spawn = (): EngineWorker => ({
    send(message, transfer) {
      seen.requests.push(message as ScoringRequest);
      seen.waiting = Math.max(seen.waiting, seen.requests.length - seen.answers);
      // Node copies files without what they hold.
      const { kind } = message as ScoringRequest;
      if (kind === 'shards' || kind === 'read') queueMicrotask(() => hear(message));
      else port1.postMessage(message, transfer);
    },
    listen: (listener) =>
      listen(port1, (data) => {
        seen.answers++;
        listener(data);
      }),
    terminate() {
      seen.ended = true;
      port1.close();
    },
    died,
  });
  return { spawn, seen, die };
}

/** Rows that are ties, zeros and not numbers among others. */
function column() {
  const embeddings = Float32Array.from({ length: ROWS * WIDTH }, (_, at) => Math.sin(at * at));
  embeddings.fill(0, 3 * WIDTH, 4 * WIDTH);
  embeddings[5 * WIDTH + 1] = Number.NaN;
  const classVectors = Float32Array.from({ length: CLASSES * WIDTH }, (_, at) =>
    Math.cos((at % (5 * WIDTH)) * 3),
  );
  const rule = { kind: 'softmax', scale: 20, bias: 0 } as const;
  return {
    embeddings,
    dimensions: WIDTH,
    classVectors,
    rule,
    outcomes: createOutcomes(ROWS),
  };
}

const truth = Int32Array.from({ length: ROWS }, (_, row) => row % CLASSES);

describe('comparing in a thread of its own', () => {
  test('gives the outcomes of the page’s own thread, to the bit', async () => {
    const [far, near] = [column(), column()];
    const { spawn } = thread();
    const scoring = openScoring(MANY, spawn);
    await scoring.rows(far, truth, 0, 300);
    await scoring.rows(far, truth, 300, ROWS);
    scoring.end();
    scoreRows(near, truth, 0, ROWS);
    expect(far.outcomes).toEqual(near.outcomes);
    expect(far.embeddings).toEqual(near.embeddings);
  });

  test('takes class vectors once and a megabyte of rows at a time, of which one waits', async () => {
    const { spawn, seen } = thread();
    const scoring = openScoring(MANY, spawn);
    await scoring.rows(column(), truth, 0, ROWS);
    scoring.end();
    const asked = seen.requests.flatMap((one) => (one.kind === 'rows' ? [one] : []));
    expect(asked.map(({ trueClasses }) => trueClasses.length)).toEqual([512, 512, 76]);
    expect(asked.map(({ classVectors }) => classVectors?.length ?? 0)).toEqual([
      CLASSES * WIDTH,
      0,
      0,
    ]);
    expect(seen.waiting).toBe(2);
    expect(seen.ended).toBe(true);
  });

  test('that dies says so, and asked again it says it again', async () => {
    const { spawn, die } = thread();
    const scoring = openScoring(MANY, spawn);
    const work = scoring.rows(column(), truth, 0, ROWS);
    die('The browser ended it.');
    await expect(work).rejects.toMatchObject({ code: 'scoring-stopped' });
    await expect(scoring.rows(column(), truth, 0, 1)).rejects.toMatchObject({
      code: 'scoring-stopped',
    });
  });

  test('ends with the reason for which it is given up', async () => {
    const { spawn, seen } = thread();
    const scoring = openScoring(MANY, spawn);
    const work = scoring.rows(column(), truth, 0, ROWS);
    scoring.end(new DOMException('Enough.', 'AbortError'));
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen.ended).toBe(true);
  });

  test('that cannot begin says so', () => {
    const refuse = (): EngineWorker => {
      throw new Error('No workers here.');
    };
    expect(() => openScoring(MANY, refuse)).toThrow(
      expect.objectContaining({ code: 'scoring-stopped' }),
    );
  });

  test('is not begun for little work', async () => {
    const { spawn, seen } = thread();
    const scoring = openScoring(1000, spawn);
    await scoring.rows(column(), truth, 0, 3);
    expect(seen.requests).toEqual([]);
  });

  test('stops reading shards when it is told to, and says what is wrong with one', async () => {
    const work = {
      dimensions: WIDTH,
      labels: null,
      scorers: [{ classVectors: column().classVectors, rule: column().rule }],
      classCount: CLASSES,
      onRows: () => undefined,
    };
    // Rows of length 2, as a file without a head.
    const bad = new Float32Array(WIDTH);
    bad[0] = 2;
    const file = new File([bad], 'img_emb_0.npy');
    const shards = [{ file, number: 0, rows: 1, dtype: 'F32', begin: 0 }] as const;
    const { signal } = new AbortController();
    const wrong = openScoring(MANY, thread().spawn).shards({ ...work, shards, signal });
    await expect(wrong).rejects.toMatchObject({
      code: 'shards-length',
      details: { row: 1, size: '2.000' },
    });
    const stopping = new AbortController();
    const { spawn, seen } = thread();
    const stopped = openScoring(MANY, spawn).shards({ ...work, shards, signal: stopping.signal });
    stopping.abort();
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen.ended).toBe(true);
  });
});

/** The rows as pictures of classes, with the means of some of them. */
async function measured() {
  const { embeddings } = column();
  const data = { embeddings, dimensions: WIDTH, classes: truth, classCount: CLASSES };
  // Two classes of the same mean, and one without.
  const support = [[0, 7], [0, 7], [], [10, 24], [4], [5], [6]];
  const tested = [...truth.keys()].filter((picture) => picture % 3 !== 1);
  const means = await classMeans(data, { support, tested }, () => Promise.resolve());
  return { data, means, tested };
}

describe('class means compared in a thread of its own', () => {
  test('find as many pictures as the page’s own thread, a megabyte of rows at a time', async () => {
    const { data, means, tested } = await measured();
    const { spawn, seen } = thread();
    const scoring = openScoring(MANY, spawn);
    const right = await scoring.nearest(data, means, tested);
    scoring.end();
    expect(right).toBe(countNearest(data, means, tested));
    expect(right).toBeGreaterThan(0);
    expect(await openScoring(0, spawn).nearest(data, means, tested)).toBe(right);
    const asked = seen.requests.flatMap((one) => (one.kind === 'nearest' ? [one.piece] : []));
    // Handed over, so that nothing is left of them here.
    expect(asked.map(({ rows }) => rows.length)).toEqual([0, 0]);
    expect(seen.waiting).toBe(2);
  });

  test('say that the thread died, and end with the reason for which they are given up', async () => {
    const { data, means, tested } = await measured();
    const { spawn, die } = thread();
    const dying = openScoring(MANY, spawn).nearest(data, means, tested);
    die('The browser ended it.');
    await expect(dying).rejects.toMatchObject({ code: 'scoring-stopped' });
    for (const products of [0, MANY]) {
      const scoring = openScoring(products, thread().spawn);
      const work = scoring.nearest(data, means, tested);
      scoring.end(new DOMException('Enough.', 'AbortError'));
      await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    }
  });
});

const fileOf = (name: string, parts: BlobPart[]) => new File(parts, name);

/** Something to read for every job. */
function fileWork(): FileWork {
  const { embeddings, classVectors, outcomes, ...rest } = column();
  const classes = Array.from({ length: CLASSES }, (_, index) => ({ names: [`class ${index}`] }));
  const pictures = Array.from(truth.keys(), (row) => `${row}.png`);
  const about = { classes, pictures, trueClasses: truth };
  const vectors = vectorsAsSafetensors({
    ...about,
    ...rest,
    embeddings,
    classVectors,
    scale: 20,
    bias: null,
    about: {},
  });
  scoreRows({ embeddings, classVectors, outcomes, ...rest }, truth, 0, ROWS);
  const model = {
    name: 'm',
    files: [],
    rule: null,
    seed: null,
    activation: null,
    verdict: null,
    scale: 20,
    fingerprints: null,
  };
  const run = writeRunFile({
    page: '1',
    madeAt: new Date(0).toISOString(),
    set: 's',
    settings: { templates: [], alpha: 'white' },
    ...about,
    columns: [{ model, outcomes, nearestMean: null }],
  });
  const labels = [...truth].join('\n');
  const shard = { number: 0, rows: ROWS, dtype: 'F32', begin: 0 } as const;
  return {
    vectors: { pictures: [fileOf('v.safetensors', vectors)], classes: [], scale: null },
    run: fileOf('run.json', [run]),
    tallies: [fileOf('tally.json', [goldenBytes('tally/tally.json')])],
    columns: { files: [fileOf('classes.npy', [goldenBytes('tally/classes.npy')])], scale: 5 },
    labels: {
      lists: [fileOf('labels_0.txt', [labels])],
      shards: [{ ...shard, file: fileOf('img_emb_0.npy', []) }],
      classes,
    },
  };
}

const JOBS = Object.keys(fileWork()) as FileJob[];

/** Numbers in lists, however deep. */
function listsIn(value: unknown): ArrayBufferView[] {
  if (ArrayBuffer.isView(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listsIn) : [];
}

describe('files read in a thread of its own', () => {
  test.each(JOBS)('give what the page’s own thread makes of them: %s', async (job) => {
    const work = fileWork();
    const { spawn, seen } = thread();
    const scoring = openScoring(MANY, spawn);
    const far = await scoring.read(job, work[job]);
    scoring.end();
    const near = await openScoring(0, null).read(job, work[job]);
    expect(far).toEqual(near);
    // Every list of numbers is handed over, none is copied.
    const lists = new Set(listsIn(near).map(({ buffer }) => buffer));
    expect(lists.size).toBeGreaterThan(0);
    expect(seen.handed).toHaveLength(lists.size);
    expect(seen.requests.map(({ kind }) => kind)).toEqual(['read']);
  });

  test.each(JOBS)('are read in the page only where they are small: %s', async (job) => {
    vi.stubGlobal('Worker', function refused() {
      throw new Error('No workers here.');
    });
    try {
      const { signal } = new AbortController();
      const read = (size: number) =>
        readApart(job, fileWork()[job], [{ size } as unknown as File], signal);
      await expect(read(1e6)).resolves.toBeTruthy();
      await expect(read(2.1e6)).rejects.toMatchObject({ code: 'scoring-stopped' });
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('are given up with the signal, read in the page too', async () => {
    const { vectors } = fileWork();
    const stopping = new AbortController();
    const work = readApart('vectors', vectors, vectors.pictures, stopping.signal);
    stopping.abort();
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('that are given up while they are read begin no comparing', async () => {
    const open = vi.fn(() => openScoring(0, null));
    const scoring = scoringHere(open);
    const work = scoring.read('vectors', fileWork().vectors);
    scoring.end(new DOMException('Enough.', 'AbortError'));
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect(open).not.toHaveBeenCalled();
  });

  test('say what is wrong with one', async () => {
    const bad = fileOf('run.json', ['{}']);
    const { spawn } = thread();
    await expect(openScoring(MANY, spawn).read('run', bad)).rejects.toMatchObject({
      code: 'run-file-invalid',
    });
  });
});
