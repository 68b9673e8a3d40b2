import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import { goldenIndex, goldenPath } from './support/golden.ts';
import { openPage } from './support/app.ts';

declare const zeroShot: Engine;

const REFERENCE = 'tiny-quickgelu-openclip.safetensors';

function reference(): Buffer {
  const path = goldenPath(REFERENCE);
  if (!path) throw new Error(`${REFERENCE} is not at hand.`);
  return readFileSync(path);
}

/** A safetensors file of this header and that many bytes of data. */
function file(header: unknown, bytes: number): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(bytes)]);
}

function tenGigabyteHeader(): Buffer {
  const buffer = Buffer.alloc(64, '{');
  buffer.writeBigUInt64LE(10_000_000_000n);
  return buffer;
}

/** The reference with one tensor left out: its bytes stay, so the rest is no longer contiguous. */
function withHole(): Buffer {
  const whole = reference();
  const length = Number(whole.readBigUInt64LE(0));
  const header = JSON.parse(whole.subarray(8, 8 + length).toString()) as Record<string, unknown>;
  delete header['ln_final.weight'];
  return Buffer.concat([file(header, 0), whole.subarray(8 + length)]);
}

const f32 = (begin: number, end: number) => ({
  dtype: 'F32',
  shape: [(end - begin) / 4],
  data_offsets: [begin, end],
});

const CASES: readonly { name: string; bytes: () => Buffer; code: string; config?: unknown }[] = [
  {
    name: 'cut in half',
    bytes: () => reference().subarray(0, 500_000),
    code: 'checkpoint-truncated',
  },
  { name: 'a header of 10 GB', bytes: tenGigabyteHeader, code: 'checkpoint-header-too-large' },
  {
    name: 'overlapping tensors',
    bytes: () => file({ a: f32(0, 8), b: f32(4, 12) }, 12),
    code: 'checkpoint-header-invalid',
  },
  { name: 'bytes that no tensor owns', bytes: withHole, code: 'checkpoint-header-invalid' },
  {
    name: 'a language model',
    bytes: () =>
      file(
        {
          'model.embed_tokens.weight': f32(0, 8),
          'model.layers.0.self_attn.q_proj.weight': f32(8, 16),
        },
        16,
      ),
    code: 'checkpoint-not-clip',
    config: { model_type: 'llama' },
  },
  {
    name: 'a web page',
    bytes: () => Buffer.from('<!doctype html><html><title>Sign in</title></html>'),
    code: 'checkpoint-html',
  },
];

test('each checkpoint that cannot be used is refused in one sentence, and the page goes on', async ({
  page,
}) => {
  await openPage(page);
  for (const { name, bytes, code, config } of CASES) {
    const found = await page.evaluate(load, {
      data: bytes().toString('base64'),
      config: JSON.stringify(config ?? { model_cfg: goldenIndex()['config'] }),
    });
    expect(found.code, name).toBe(code);
    expect(found.message, name).toMatch(/^[A-Z“"].{20,400}\.$/s);
  }
  await expect(page.getByRole('meter').first()).toBeVisible();
});

/** Runs in the page: loads the bytes as a checkpoint and says how that ended. */
async function load({ data, config }: { data: string; config: string }) {
  const raw = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const files = [new File([raw], 'model.safetensors'), new File([config], 'open_clip_config.json')];
  try {
    await zeroShot.load(files);
    return { code: 'loaded', message: '' };
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { code, message };
  }
}
