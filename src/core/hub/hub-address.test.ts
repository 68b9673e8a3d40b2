import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileUrl, listingUrl, parseHubAddress } from './hub-address.ts';

const REPO = 'timm/vit_base_patch16_clip_224.openai';

describe('parseHubAddress', () => {
  test.each([
    [REPO, 'main', null],
    [`  hf-hub:${REPO} `, 'main', null],
    [`${REPO}@abc123`, 'abc123', null],
    [`https://huggingface.co/${REPO}`, 'main', null],
    [`https://hf.co/${REPO}/`, 'main', null],
    [`https://huggingface.co/${REPO}/tree/main`, 'main', null],
    [`https://huggingface.co/${REPO}/tree/v1.0/onnx`, 'v1.0', 'onnx'],
    [`https://huggingface.co/${REPO}/blob/main/model.safetensors`, 'main', 'model.safetensors'],
    [
      `https://huggingface.co/${REPO}/resolve/refs%2Fpr%2F1/a/b%20c.safetensors?download=true#x`,
      'refs/pr/1',
      'a/b c.safetensors',
    ],
  ])('%s', (text, revision, path) => {
    expect(parseHubAddress(text)).toEqual({ repo: REPO, revision, path });
  });

  test.each([
    '',
    'gpt2',
    'a/b/c',
    'owner/na me',
    '../x',
    'owner/..',
    'https://example.org/owner/name',
    'https://huggingface.co/datasets/owner/name',
    'javascript:alert(1)',
    `owner/${'x'.repeat(97)}`,
  ])('refuses %j', (text) => {
    expect(parseHubAddress(text)).toBeNull();
  });

  test('an address that climbs out of its repository names no file of it', () => {
    const climbing = 'https://huggingface.co/owner/name/resolve/main/../../x';
    expect(parseHubAddress(climbing)?.path ?? null).toBeNull();
  });

  test('a mirror is understood at its own address, with its own path', () => {
    const mirror = 'http://192.0.2.7:8080/hub';
    expect(parseHubAddress(`${mirror}/${REPO}/blob/main/x.bin`, mirror)).toEqual({
      repo: REPO,
      revision: 'main',
      path: 'x.bin',
    });
    expect(parseHubAddress(`${mirror}/${REPO}`)).toBeNull();
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = parseHubAddress(`https://huggingface.co/${text}`) ?? parseHubAddress(text);
        return found === null || /^[^/]+\/[^/]+$/.test(found.repo);
      }),
    );
  });
});

describe('addresses', () => {
  const at = { repo: REPO, revision: 'refs/pr/1', path: null };

  test('a file', () => {
    expect(fileUrl(at, 'onnx/a b.onnx')).toBe(
      `https://huggingface.co/${REPO}/resolve/refs%2Fpr%2F1/onnx/a%20b.onnx`,
    );
  });

  test('a file read back is the same file', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[\w %+#?-]{1,12}$/), { minLength: 1 }), (parts) => {
        const path = parts.join('/');
        expect(parseHubAddress(fileUrl(at, path))).toEqual({ ...at, path });
      }),
    );
  });

  test('the listing, with an endpoint that ends in a slash', () => {
    expect(listingUrl(at, 'https://mirror.example/')).toBe(
      `https://mirror.example/api/models/${REPO}/tree/refs%2Fpr%2F1?recursive=true`,
    );
  });
});
