import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openClipConfig } from '../core/model/write-configs.ts';
import type { LoadOptions } from '../engine/loading.ts';
import { goldenBytes, goldenJson } from '../testing/golden.ts';
import { createWorkerEngine } from '../worker/engine.ts';
import { nodePlatform } from '../worker/testing/node-platform.ts';
import { filesWithPrefix, loadedPieces, noPythonReason } from './loaded-pieces.ts';
import pageModel from './kit/page_model.py?raw';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PYTHON = ['python3', '/usr/bin/python3'].find(
  (python) => spawnSync(python, ['-c', 'import torch, numpy']).status === 0,
);
const folder = mkdtempSync(join(tmpdir(), 'page-model-'));
afterAll(() => rmSync(folder, { recursive: true }));

const golden = goldenJson('index.json') as { readonly config: object; readonly config_rn: object };
const HF = 'tiny-quickgelu-hf.safetensors';
const OPENCLIP = 'tiny-quickgelu-openclip.safetensors';
const TIMM = 'tiny-quickgelu-timm.safetensors';
const BIN = 'torch/tiny-quickgelu-openclip-f16.bin';
/** A training checkpoint, with averaged weights beside the model's own. */
const TRAINED = 'trained.pt';
const MAKE_TRAINED = `
import torch
from safetensors.torch import load_file

weights = load_file('${OPENCLIP}')
averaged = {f'module.{name}': value * 0.5 for name, value in weights.items()}
own = {f'module.{name}': value for name, value in weights.items()}
torch.save({'epoch': 3, 'ema': averaged, 'model': {'state_dict': own}}, '${TRAINED}')
`;

/** Every layout, PyTorch's own archive, a file that has the image side only, and every order of drawing. */
const CASES: readonly (readonly [path: string, LoadOptions])[] = [
  [HF, {}],
  [BIN, {}],
  [TRAINED, { rule: 'timm', seed: 5 }],
  [OPENCLIP, { rule: 'random', seed: 9 }],
  [TIMM, { rule: 'timm', seed: 4294967291 }],
  [HF, { rule: 'timm-linear', seed: 3, resets: ['token-embedding'] }],
  [TIMM, { rule: 'timm', resets: ['image-projection'], seed: 1 }],
  ['tiny-rn-openclip.safetensors', { rule: 'timm-linear', seed: 2 }],
];

/** Mean, deviation, smallest and largest number of each parameter. */
type Facts = Readonly<Record<string, readonly number[]>>;

const DRIVER = `
import json
from page_model import build

def facts(value):
    value = value.double()
    return [float(x) for x in (value.mean(), value.std(unbiased=False), value.min(), value.max())]

found = []
for case in json.load(open('cases.json')):
    state = build(*case, '.').state_dict()
    found.append({name: facts(value) for name, value in state.items() if 'num_batches' not in name})
json.dump(found, open('facts.json', 'w'))
`;

function python(...args: string[]) {
  // OpenCLIP and timm are rarely installed: their names are served by the training recipe's own model.
  const path = ['src/testing/python', 'training'].map((part) => join(root, part)).join(':');
  const { stdout, stderr } = spawnSync(PYTHON ?? '', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1' },
  });
  return { stdout, stderr };
}

describe.skipIf(!PYTHON)('what Python builds', () => {
  test(
    'is the page’s model, from a file in any layout, and drawn in the rule’s order',
    { timeout: 120_000 },
    async () => {
      const engine = createWorkerEngine(nodePlatform());
      writeFileSync(join(folder, 'page_model.py'), pageModel);
      writeFileSync(join(folder, OPENCLIP), goldenBytes(OPENCLIP));
      expect(python('-c', MAKE_TRAINED).stderr).toBe('');
      const [cases, expected]: [unknown[], Facts[]] = [[], []];
      for (const [path, options] of CASES) {
        const file = path.split('/').at(-1) ?? path;
        const bytes = path === TRAINED ? readFileSync(join(folder, path)) : goldenBytes(path);
        writeFileSync(join(folder, file), bytes);
        const config = path.includes('-rn-') ? golden.config_rn : golden.config;
        const { id, model, report } = await engine.load(
          [
            new File([new Uint8Array(bytes)], file),
            new File([JSON.stringify({ model_cfg: config })], 'open_clip_config.json'),
          ],
          options,
        );
        const facts: Record<string, readonly number[]> = {};
        for (const { parameter, provenance } of report.parameters) {
          const { summary } = await engine.describeParameter(id, parameter.name);
          const { mean, deviation, smallest, largest } = summary;
          if (parameter.part !== 'logit-scale' || provenance.kind === 'loaded')
            facts[parameter.name] = [mean, deviation, smallest, largest];
        }
        await engine.release(id);
        expected.push(facts);
        cases.push([
          openClipConfig(model.description),
          report.seed,
          report.rule.order,
          filesWithPrefix(report),
          loadedPieces(report),
        ]);
      }
      writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
      const { stdout, stderr } = python('-c', DRIVER);
      expect(stderr).toBe('');
      // A complete model is called complete: counters of batches are no parameters.
      expect(stdout.split('\n')[0]).toMatch(/^(\d+) of \1 tensors loaded/);
      const found = JSON.parse(
        readFileSync(join(folder, 'facts.json'), 'utf8'),
      ) as readonly Facts[];
      expected.forEach((facts, index) => {
        for (const [name, own] of Object.entries(facts)) {
          const other = found[index]?.[name] ?? [];
          const error = Math.max(
            ...own.map((value, i) => Math.abs(value - (other[i] ?? Number.NaN))),
          );
          expect([CASES[index]?.[0], name, error < 1e-6]).toEqual([CASES[index]?.[0], name, true]);
        }
      });
    },
  );

  test('is not asked for where the page makes weights anew while it loads', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const load = async (visionConfig: object) => {
      const { vision_cfg: vision } = golden.config as { readonly vision_cfg: object };
      const config = { ...golden.config, vision_cfg: { ...vision, ...visionConfig } };
      const { report } = await engine.load([
        new File([goldenBytes(OPENCLIP)], OPENCLIP),
        new File([JSON.stringify({ model_cfg: config })], 'open_clip_config.json'),
      ]);
      return noPythonReason(report);
    };
    expect(await load({})).toBeNull();
    expect(await load({ image_size: 64 })).toMatch(/resized positions.*Save as/);
  });

  test('stops with a sentence where a file is missing, or is a program', () => {
    writeFileSync(join(folder, 'page_model.py'), pageModel);
    writeFileSync(join(folder, 'bad.bin'), goldenBytes('torch/malicious.bin'));
    const read = (name: string) =>
      python(
        '-c',
        `import page_model, pathlib; page_model.read_tensors(pathlib.Path('${name}'), '', ['w'])`,
      ).stderr;
    expect(read('gone.safetensors')).toBe(
      'gone.safetensors is missing: put it beside this script.\n',
    );
    expect(read('bad.bin')).toMatch(/^bad\.bin holds more than tensors/);
  });
});
