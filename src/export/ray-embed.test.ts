import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readNpy } from '../core/archive/npy.ts';
import { cropDefaults } from '../core/model/architecture.ts';
import { openClipConfig } from '../core/model/write-configs.ts';
import { goldenBytes, goldenJson } from '../testing/golden.ts';
import { createWorkerEngine } from '../worker/engine.ts';
import { nodePlatform } from '../worker/testing/node-platform.ts';
import makeModels from './kit/make_models.py?raw';
import makeSet from './kit/make_set.py?raw';
import pageModel from './kit/page_model.py?raw';
import rayEmbed from './kit/ray_embed.py?raw';
import { filesWithPrefix, loadedPieces, noPythonReason } from './loaded-pieces.ts';

const PYTHON = ['python3', '/usr/bin/python3'].find(
  (python) => spawnSync(python, ['-c', 'import torch, numpy, PIL']).status === 0,
);
const folder = mkdtempSync(join(tmpdir(), 'ray-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HF = 'tiny-quickgelu-hf.safetensors';
const PICTURES = ['0-rgb-640x480', '1-rgb-301x977', '4-rgb-224x224', '9-rgb-7x900'].map(
  (name) => `picture-${name}.png`,
);

/** What Ray Data does with the class, without Ray: a worker is made once, and batches of shards come to it. */
const MAPPED = `
import numpy as np
import make_models
import torch

make_models.tokenizer_of = lambda *given: None
make_models.class_vectors = lambda *given: torch.zeros(1)
make_models.main()
from ray_embed import EmbedShards

for column in (1, 2):
    worker = EmbedShards(column)
    for batch in ([0], [3, 1], [2], [4], [0]):
        assert worker({'shard': np.array(batch)})['shard'].tolist() == batch
`;

function python(...args: string[]) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  // OpenCLIP is rarely installed: its names are served by the training recipe's own model.
  const path = ['src/testing/python', 'training'].map((part) => join(root, part)).join(':');
  return spawnSync(PYTHON ?? '', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1' },
  });
}

describe.skipIf(!PYTHON)('what Ray Data maps over the shards', () => {
  test(
    'gives the page’s own vectors, of loaded and of random towers, and NaN for what is no picture',
    { timeout: 120_000 },
    async () => {
      const engine = createWorkerEngine(nodePlatform());
      const { config } = goldenJson('index.json') as { readonly config: object };
      const blobs = PICTURES.map((name) => new Blob([goldenBytes(name)]));
      const columns: object[] = [];
      const expected: Float32Array[] = [];
      for (const options of [{}, { rule: 'random', seed: 9 } as const]) {
        const { id, model, report } = await engine.load(
          [
            new File([goldenBytes(HF)], HF),
            new File([JSON.stringify({ model_cfg: config })], 'open_clip_config.json'),
          ],
          options,
        );
        const { size, mean, std } = model.description.preprocessing;
        columns.push({
          files: filesWithPrefix(report),
          rule: report.rule.id,
          order: report.rule.order,
          seed: report.seed,
          leftOut: noPythonReason(report),
          loaded: loadedPieces(report),
          config: openClipConfig(model.description),
          square: cropDefaults(model.description.preprocessing),
          size,
          mean,
          std,
        });
        expected.push((await engine.encodeImages(id, blobs)).data);
      }
      const files: Readonly<Record<string, string | Uint8Array>> = {
        'make_models.py': makeModels,
        'make_set.py': makeSet,
        'page_model.py': pageModel,
        'ray_embed.py': rayEmbed,
        'run.json': JSON.stringify({ columns, prompts: [] }),
        [HF]: goldenBytes(HF),
        'pictures.csv': ['file,label', ...PICTURES.map((name) => `${name},0`), 'bad.png,0'].join(
          '\n',
        ),
        'pictures/bad.png': 'no picture',
      };
      mkdirSync(join(folder, 'pictures'));
      for (const [name, content] of Object.entries(files))
        writeFileSync(join(folder, name), content);
      for (const name of PICTURES) {
        writeFileSync(join(folder, 'pictures', name), goldenBytes(name));
      }
      expect(python('make_set.py', 'pictures').stdout).toContain('5 pictures in 5 shards');
      const { stderr, status } = python('-c', MAPPED);
      expect([status, stderr]).toEqual([0, '']);
      expected.forEach((vectors, index) => {
        const width = vectors.length / PICTURES.length;
        [...PICTURES, 'bad.png'].forEach((name, shard) => {
          const path = join(folder, `column-${index + 1}/img_emb/img_emb_${shard}.npy`);
          const bytes = readFileSync(path);
          expect(bytes.includes("'<f2'")).toBe(true);
          const { shape, values } = readNpy(bytes);
          expect(shape).toEqual([1, width]);
          const own = vectors.subarray(shard * width, (shard + 1) * width);
          const product = own.reduce((sum, value, at) => sum + value * (values[at] ?? 0), 0);
          const cosine = name === 'bad.png' ? 1 : product / Math.hypot(...own);
          expect(cosine).toBeCloseTo(1, 3);
          expect(values.every(Number.isNaN)).toBe(name === 'bad.png');
        });
      });
    },
  );
});
