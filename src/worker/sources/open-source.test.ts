import { describe, expect, test } from 'vitest';
import { goldenBytes } from '../../testing/golden.ts';
import { openSource } from './open-source.ts';
import { createKeeper } from '../keeping/keeper.ts';
import { nodeKeeping } from '../testing/node-platform.ts';

const WEIGHTS = goldenBytes('tiny-quickgelu-timm.safetensors');
const TOKENIZER = '{"model": {"vocab": {}}}';

/** A text or bytes, a status, or `unreachable`: the network fails. */
type Answer = string | Uint8Array<ArrayBuffer> | number;

/** A server with these files. */
function serve(files: Readonly<Record<string, Answer>>, other: Answer = 404) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    const path = (input as string).replace('https://host/m/', '');
    asked.push(path);
    const answer = files[path] ?? other;
    if (answer === 'unreachable') throw new TypeError('Failed to fetch');
    if (typeof answer === 'number') return new Response('Not here', { status: answer });
    return new Response(answer);
  };
  const platform = nodeKeeping(fetch);
  return { asked, keeper: createKeeper(platform), network: platform.network };
}

const URL_SOURCE = { url: 'https://host/m/model.safetensors?download=true' };

describe('an address', () => {
  test('brings its neighbours along', async () => {
    const server = serve({
      'model.safetensors?download=true': WEIGHTS,
      'open_clip_config.json': '{"model_cfg": {}}',
      'tokenizer.json': TOKENIZER,
      'tokenizer_config.json': '{"unk_token": "x"}',
    });
    const opened = await openSource(URL_SOURCE, server);
    expect(opened).toMatchObject({
      name: 'm/model.safetensors',
      configs: [{ name: 'open_clip_config.json' }],
      tokenizer: { origin: 'tokenizer.json', config: { unk_token: 'x' } },
    });
    const [weights] = opened.weights;
    expect(weights?.size).toBe(WEIGHTS.length);
    expect(await weights?.read(8, 20)).toEqual(WEIGHTS.slice(8, 20));
  });

  test.each([404, '<!doctype html><p>The front page', 'unreachable'] as const)(
    'does without neighbours where the server answers them with %j',
    async (other) => {
      const server = serve({ 'model.safetensors?download=true': WEIGHTS }, other);
      const opened = await openSource(URL_SOURCE, server);
      expect(opened).toMatchObject({ configs: [], tokenizer: null });
    },
  );

  test.each([
    ['a status', 403, { code: 'download-status', details: { status: 403 } }],
    ['no answer', 'unreachable', { code: 'download-failed' }],
    ['a web page with status 200', '<!DOCTYPE html><html></html>', { code: 'checkpoint-html' }],
  ] as const)('rejects where %s comes instead of weights', async (_, answer, error) => {
    await expect(openSource(URL_SOURCE, serve({}, answer))).rejects.toMatchObject(error);
  });

  test.each(['javascript:alert(1)', 'model.safetensors', 'file:///etc/passwd'])(
    'is refused: %s',
    async (url) => {
      await expect(openSource({ url }, serve({}))).rejects.toMatchObject({ code: 'invalid-input' });
    },
  );

  test('that is named for the tokenizer must be there', async () => {
    const server = serve({ 'model.safetensors?download=true': WEIGHTS });
    const source = { ...URL_SOURCE, tokenizer: 'https://host/m/other.json' };
    await expect(openSource(source, server)).rejects.toMatchObject({ code: 'download-status' });
  });

  test('that two models use crosses the network once, and again after both were released', async () => {
    const server = serve({ 'model.safetensors?download=true': WEIGHTS });
    const weightRequests = (): number =>
      server.asked.filter((path) => path.startsWith('model.safetensors')).length;
    const [a, b] = await Promise.all([
      openSource(URL_SOURCE, server),
      openSource(URL_SOURCE, server),
    ]);
    const c = await openSource(URL_SOURCE, server);
    expect(weightRequests()).toBe(1);
    for (const opened of [a, b, c]) await opened.release();
    await openSource(URL_SOURCE, server);
    expect(weightRequests()).toBe(2);
  });

  test('that failed is asked for again', async () => {
    const files: Record<string, Answer> = { 'model.safetensors?download=true': 'unreachable' };
    const server = serve(files);
    await expect(openSource(URL_SOURCE, server)).rejects.toMatchObject({ code: 'download-failed' });
    files['model.safetensors?download=true'] = WEIGHTS;
    expect((await openSource(URL_SOURCE, server)).weights).toHaveLength(1);
  });

  test('an abort rejects with its reason', async () => {
    const server = serve({ 'model.safetensors?download=true': WEIGHTS });
    const call = openSource(URL_SOURCE, { ...server, signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('files', () => {
  const file = (name: string, content: string | Uint8Array<ArrayBuffer> = '{}'): File =>
    new File([content], name);

  test('are told apart by ending and content', async () => {
    const files = [
      file('tokenizer (1).json', TOKENIZER),
      file('a.safetensors', WEIGHTS),
      file('config.json', '{"model_type": "clip"}'),
      file('a.safetensors', WEIGHTS),
    ];
    const opened = await openSource(files, serve({}));
    expect(opened.weights.map(({ name }) => name)).toEqual(['a.safetensors', 'a.safetensors (2)']);
    expect(opened.configs.map(({ name }) => name)).toEqual(['config.json']);
    expect(opened.tokenizer?.origin).toBe('tokenizer (1).json');
  });

  test('without weights, or with broken JSON, are refused', async () => {
    await expect(openSource([file('config.json')], serve({}))).rejects.toMatchObject({
      code: 'checkpoint-none',
    });
    const broken = [file('a.safetensors', WEIGHTS), file('config.json', '{')];
    await expect(openSource(broken, serve({}))).rejects.toMatchObject({
      code: 'config-invalid',
      details: { file: 'config.json' },
    });
  });
});
