import { spawnSync } from 'node:child_process';

/**
 * Runs the tests of the training scripts with a Python that has PyTorch and numpy: the one that `PYTHON` names, else
 * Debian's, else the first in the path. Where there is none, a sentence says so and nothing has failed: no part of the
 * page needs it.
 */
const NAMED = process.env['PYTHON'];
const CANDIDATES = NAMED === undefined ? ['/usr/bin/python3', 'python3', 'python'] : [NAMED];

function hasTorch(python: string): boolean {
  return spawnSync(python, ['-c', 'import torch, numpy'], { stdio: 'ignore' }).status === 0;
}

const python = CANDIDATES.find(hasTorch);
if (python === undefined) {
  console.log(
    'The training scripts’ tests were skipped: no Python here has PyTorch and numpy (set PYTHON to one that has).',
  );
} else {
  const { status } = spawnSync(python, ['-m', 'unittest'], { cwd: 'training', stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
