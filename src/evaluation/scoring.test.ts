import { describe, expect, test } from 'vitest';
import { createOutcomes } from '../core/evaluation/outcomes.ts';
import { scoreRows } from '../core/scoring/score-rows.ts';
import type { EngineWorker } from '../engine/client.ts';
import { openScoring } from './scoring.ts';
import type { ScoringRequest } from './scoring-messages.ts';
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
  const seen = { requests: [] as ScoringRequest[], answers: 0, waiting: 0, ended: false };
  const listen = (port: MessagePort, listener: (data: unknown) => void): void => {
    port.addEventListener('message', ({ data }) => listener(data));
    port.start();
  };
  let hear: (message: unknown) => void = () => undefined;
  serveScoring({
    send: (message, transfer) => port2.postMessage(message, transfer),
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
      if ((message as ScoringRequest).kind === 'shards') queueMicrotask(() => hear(message));
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
