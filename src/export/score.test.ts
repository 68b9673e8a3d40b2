import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goldenBytes, goldenJson } from '../testing/golden.ts';
import score from './kit/score.py?raw';

const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
const withoutNumpy = hasNumpy ? '' : ' (skipped: python3 has no numpy)';
const folder = mkdtempSync(join(tmpdir(), 'score-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ENVIRONMENT = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };

/** Five shards of 11 parts' names, as clip-retrieval fills them up with zeros, and the kit around them. */
const MAKE = `
import json, pathlib
import numpy as np

rng = np.random.default_rng(7)
unit = lambda rows: rows / np.linalg.norm(rows, axis=1, keepdims=True)
classes = unit(rng.normal(size=(6, 16))).astype('f4')
classes[4] = classes[1]
model = {'name': 'made', 'files': [], 'rule': 'random', 'seed': 3, 'activation': None, 'verdict': 'vision-only',
    'scale': 20.0, 'fingerprints': None}
run = {'set': 'made', 'templates': ['a {label}'], 'classes': [[name] for name in ('cat', 'dog', 'cow', 'owl', 'ant', '\\u706b')],
    'columns': [{'model': model}, {'model': {**model, 'bias': -3.0}}]}
pathlib.Path('run.json').write_text(json.dumps(run))
for name in ('classes', 'shards', 'labels'):
    pathlib.Path(name).mkdir()
for column in (1, 2):
    np.save(f'classes/column-{column}.npy', classes)
for shard, rows in enumerate((1500, 3, 1, 1024, 70)):
    labels = rng.integers(0, 6, rows)
    vectors = unit(classes[labels] + rng.normal(size=(rows, 16)) * 0.4)
    vectors[rows // 2] = np.nan if rows > 1 else vectors[0]
    np.save(f'shards/img_emb_{shard:02d}.npy', vectors.astype('f2'))
    pathlib.Path(f'labels/labels_{shard}.txt').write_text(''.join(f'{label}\\n' for label in labels))
`;

/** What a worker runs that dies while it writes its second tally: the power fails before the file has its name. */
const DIES_AT_THE_SECOND = `
import os, signal, sys
sys.path.insert(0, '.')
import score
given, replace = sys.argv[1:], os.replace
written = []
def once(part, path):
    written.append(path)
    if len(written) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(part, path)
os.replace = once
sys.argv = ['score.py', *given]
score.main()
`;

function python(place: string, ...args: string[]) {
  return spawnSync('python3', args, {
    cwd: join(folder, place),
    encoding: 'utf8',
    env: ENVIRONMENT,
  });
}

/** A process beside others; resolves to what ended it. */
function worker(place: string, ...args: string[]): Promise<number | string | null> {
  const child = spawn('python3', args, {
    cwd: join(folder, place),
    env: ENVIRONMENT,
    stdio: 'ignore',
  });
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)));
}

function kit(place: string): void {
  cpSync(join(folder, 'made'), join(folder, place), { recursive: true });
}

const SCORE = ['score.py', '1', 'shards', '--labels', 'labels'] as const;
const tallyIn = (place: string, name = 'tally-column-1.json') =>
  readFileSync(join(folder, place, name), 'utf8');

describe.skipIf(!hasNumpy)(`shards become one tally${withoutNumpy}`, () => {
  beforeAll(() => {
    mkdirSync(join(folder, 'made'));
    writeFileSync(join(folder, 'made/score.py'), score);
    python('made', '-c', MAKE);
  });

  test('of three workers over five shards, one of them killed and run again, exactly as of one process', async () => {
    kit('one');
    const { stderr, stdout } = python('one', ...SCORE);
    expect([stderr, stdout.split('\n').at(-2)]).toEqual([
      '',
      expect.stringMatching(/^tally-column-1\.json: 2594 pictures of 5 shards, \d+ right$/),
    ]);
    kit('three');
    const ended = await Promise.all([
      worker('three', ...SCORE, '--shard', '4', '0'),
      worker('three', '-c', DIES_AT_THE_SECOND, ...SCORE.slice(1), '--shard', '1', '3'),
      worker('three', ...SCORE, '--shard', '2'),
    ]);
    expect(ended).toEqual([0, 'SIGKILL', 0]);
    const tallies = () =>
      readdirSync(join(folder, 'three/tallies-column-1')).filter((name) => !name.startsWith('.'));
    expect(tallies().toSorted()).toEqual(
      ['00', '01', '02', '04'].map((shard) => `img_emb_${shard}.json`),
    );
    expect(await worker('three', ...SCORE, '--shard', '1', '3')).toBe(0);
    const all = tallies()
      .toSorted()
      .map((name) => `tallies-column-1/${name}`);
    const some = ['part.json', ...all.slice(1, 3)];
    expect(python('three', 'score.py', '--fold', ...some).stderr).toBe('');
    // In any order, each once or twice, alone or added before.
    const orders = [
      all,
      all.toReversed(),
      [...all, ...all],
      [all[2], ...all.slice(3), 'part.json', all[0]],
    ];
    for (const [index, order] of orders.entries()) {
      const out = `order-${index}.json`;
      const given = order.filter((path) => path !== undefined);
      expect(python('three', 'score.py', '--fold', out, ...given).stderr).toBe('');
      expect(tallyIn('three', out)).toBe(tallyIn('one'));
    }
  });

  test('whose counts add up, with equal class vectors answered by the first', () => {
    const tally = JSON.parse(tallyIn('one')) as Readonly<
      Record<'ranks' | 'totals' | 'right' | 'predicted', readonly number[]>
    > & {
      readonly pictures: number;
      readonly unscored: number;
      readonly confusion: readonly (readonly number[])[];
      readonly calibration: Readonly<Record<'counts' | 'right' | 'confidence', readonly number[]>>;
    };
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    const { pictures, unscored, ranks, totals, right, predicted, confusion, calibration } = tally;
    expect([pictures, unscored, sum(ranks), sum(totals), sum(predicted)]).toEqual([
      2594, 4, 2594, 2594, 2594,
    ]);
    expect([sum(right), sum(calibration.right)]).toEqual([ranks[0], ranks[0]]);
    expect(sum(calibration.counts)).toBe(2594);
    const taken = confusion.map((row) => sum(row.filter((_, at) => at % 2 === 1)));
    expect(taken).toEqual(totals);
    // Class 4 has the vector of class 1.
    expect([predicted[4], right[4]]).toEqual([0, 0]);
    expect(predicted[1]).toBeGreaterThan(500);
  });

  test('as it stands in the reference that the page is held to', () => {
    const place = join(folder, 'golden');
    for (const part of ['shards', 'classes']) mkdirSync(join(place, part), { recursive: true });
    writeFileSync(join(place, 'score.py'), score);
    writeFileSync(join(place, 'run.json'), goldenBytes('tally/run.json'));
    writeFileSync(join(place, 'classes/column-1.npy'), goldenBytes('tally/classes.npy'));
    for (let shard = 0; shard < 11; shard++) {
      // Numbers are filled up with zeros, as clip-retrieval does for eleven parts.
      const name = `img_emb_${String(shard).padStart(2, '0')}.npy`;
      writeFileSync(join(place, 'shards', name), goldenBytes(`tally/${name}`));
      const labels = `labels_${shard}.txt`;
      writeFileSync(join(place, 'shards', labels), goldenBytes(`tally/${labels}`));
    }
    expect(python('golden', ...SCORE).stderr).toBe('');
    expect(JSON.parse(tallyIn('golden'))).toEqual(goldenJson('tally/tally.json'));
  });

  test('also without labels, and of a model that was trained with a sigmoid', () => {
    kit('none');
    const { stdout, stderr } = python('none', 'score.py', '2', 'shards');
    expect([stderr, stdout]).toEqual([
      '',
      expect.stringContaining('2594 pictures of 5 shards, without labels'),
    ]);
    const tally = JSON.parse(tallyIn('none', 'tally-column-2.json')) as {
      readonly truth: boolean;
      readonly predicted: readonly number[];
      readonly ranks: readonly number[];
    };
    expect(tally.truth).toBe(false);
    expect(tally.predicted).toEqual((JSON.parse(tallyIn('one')) as typeof tally).predicted);
    expect(tally.ranks.every((count) => count === 0)).toBe(true);
  });

  test('of at most 50 MB for a thousand classes, every pair of which was confused', () => {
    kit('large');
    const { stdout, stderr } = python(
      'large',
      '-c',
      `
import os, pathlib, sys
sys.path.insert(0, '.')
import numpy as np, score
about = {'set': 's', 'templates': [], 'classes': [['a name of a class, and another one']] * 1000, 'model': {}, 'vectors': 'x'}
tally = score.empty_tally(about, True)
tally['confusion'] += 1_234_567
for name in score.COUNTS:
    tally[name] += 1_234_567_000
score.write(pathlib.Path('large.json'), tally)
same = score.read(pathlib.Path('large.json'))
print(os.path.getsize('large.json'), (same['confusion'] == 1_234_567).all())
`,
    );
    const [bytes, same] = stdout.trim().split(' ');
    expect([stderr, same, Number(bytes) < 50e6]).toEqual(['', 'True', true]);
  });

  const save = (name: string, value: string) => `np.save('shards/img_emb_${name}.npy', ${value})`;
  const OTHER_LIST = `
run = json.loads(pathlib.Path('run.json').read_text())
run['classes'][0] = ['lion']
pathlib.Path('run.json').write_text(json.dumps(run))`;
  const FOLD = ['score.py', '--fold', 'out.json', '../one/tally-column-1.json'];
  const TALLY = 'tallies-column-1/img_emb_01.json';
  test.each([
    [
      'a missing shard',
      "os.remove('shards/img_emb_03.npy')",
      SCORE,
      /^img_emb_3\.npy is missing in shards/,
    ],
    [
      'another width',
      save('03', "np.ones((4, 8), 'f2')"),
      SCORE,
      /^img_emb_03\.npy has the shape \(4, 8\); this column has 16/,
    ],
    ['another type', save('03', "np.ones((4, 16), 'i4')"), SCORE, /^img_emb_03\.npy holds int32/],
    [
      'objects',
      save('03', 'np.array([{}], dtype=object)'),
      SCORE,
      /^img_emb_03\.npy is cut off or no array/,
    ],
    [
      'numbers of the other byte order',
      save('03', "np.ones((4, 16), '>f2')"),
      SCORE,
      /^img_emb_03\.npy holds >f2/,
    ],
    [
      'an archive of arrays',
      "np.savez('x.npz', a=1); os.replace('x.npz', 'shards/img_emb_03.npy')",
      SCORE,
      /^img_emb_03\.npy is no array/,
    ],
    [
      'an empty file',
      "os.truncate('shards/img_emb_03.npy', 0)",
      SCORE,
      /^img_emb_03\.npy is cut off/,
    ],
    [
      'a file that goes on',
      "open('shards/img_emb_03.npy', 'ab').write(b'x')",
      SCORE,
      /^img_emb_03\.npy is longer than its shape/,
    ],
    [
      'vectors of another length',
      save('01', "np.ones((3, 16), 'f2')"),
      SCORE,
      /^Row 1 of img_emb_01\.npy has the length 4\.000, not 1/,
    ],
    [
      'a file that is cut off',
      "os.truncate('shards/img_emb_03.npy', 900)",
      SCORE,
      /^img_emb_03\.npy is cut off/,
    ],
    [
      'labels that do not fit',
      "os.truncate('labels/labels_1.txt', 4)",
      SCORE,
      /^labels_1\.txt has 2 labels for 3 vectors/,
    ],
    [
      'labels of some shards',
      "os.remove('labels/labels_1.txt')",
      SCORE,
      /^labels_1\.txt is missing/,
    ],
    [
      'a class that does not exist',
      "pathlib.Path('labels/labels_1.txt').write_text('0\\n1\\n6\\n')",
      SCORE,
      /^labels_1\.txt has a class that is not one of the 6/,
    ],
    [
      'a tally of another label list',
      OTHER_LIST,
      FOLD,
      /^img_emb_01\.json was made with another list of labels/,
    ],
    [
      'a shard with other vectors',
      save('01', "classes[:3].astype('f2')"),
      FOLD,
      /^img_emb_01 is there twice with different vectors/,
    ],
    [
      'a copy under another name',
      "os.rename('shards/img_emb_01.npy', 'shards/img_emb_1.npy')",
      FOLD,
      /hold the same vectors: one is a copy/,
    ],
    [
      'half of a tally',
      "pathlib.Path('tallies-column-1/img_emb_01.json').write_text('{')",
      ['score.py', '--fold', 'out.json', TALLY],
      /^img_emb_01\.json is no tally/,
    ],
  ] as const)('not with %s: one sentence', (name, spoil, command, said) => {
    const place = name.replaceAll(' ', '-');
    kit(place);
    const setUp = `import json, os, pathlib, numpy as np
classes = np.load('classes/column-1.npy')
pathlib.Path('tallies-column-1').mkdir()
${spoil}`;
    expect(python(place, '-c', setUp).stderr).toBe('');
    const shard = [...SCORE, '--shard', '1'];
    const folds = command[1] === '--fold' && command.at(-1) !== TALLY;
    if (folds) python(place, ...shard);
    const made = folds ? readdirSync(join(folder, place, 'tallies-column-1')) : [];
    const { stderr, status } = python(
      place,
      ...command,
      ...made.map((file) => `tallies-column-1/${file}`),
    );
    expect([status, stderr.trim().split('\n').length, stderr]).toEqual([
      1,
      1,
      expect.stringMatching(said),
    ]);
  });
});
