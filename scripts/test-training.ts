import { spawnSync } from 'node:child_process';

/**
 * Runs the tests of the training scripts with the first Python that has PyTorch and numpy: `PYTHON`, else Debian's, else
 * what is first in the path. Where there is none, a sentence says so and nothing has failed: no part of the page needs it.
 */
const CANDIDATES = [process.env['PYTHON'], '/usr/bin/python3', 'python3', 'python'];

function hasTorch(python: string): boolean {
  return spawnSync(python, ['-c', 'import torch, numpy'], { stdio: 'ignore' }).status === 0;
}

const python = CANDIDATES.find((one) => one !== undefined && hasTorch(one));
if (python === undefined) {
  console.log(
    'The training scripts’ tests were skipped: no Python here has PyTorch and numpy (set PYTHON to one that has).',
  );
} else {
  const { status } = spawnSync(python, ['-m', 'unittest'], { cwd: 'training', stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
