import { expect, test } from 'vitest';
import { errorSentence } from './error-sentence.ts';
import type { WordKey } from './languages.ts';
import { createWords } from './translate.ts';

const words = createWords('en');
const sentence = (code: Parameters<typeof errorSentence>[1]['code'], details = {}): string =>
  errorSentence(words, { code, details, message: '' });

test('what is missing on a full disk is said in bytes', () => {
  expect(sentence('storage-full', { missing: 187_400_000 })).toContain('187.4 MB are missing');
});

test('what a refused download means comes with its own next step', () => {
  const refused = (status: number): string => sentence('download-status', { status });
  expect(refused(401)).toContain('sign in there, download it, and drop it here');
  expect(refused(404)).toContain('no file at this address (404)');
  expect(refused(500)).toContain('Try again later');
  expect(refused(418)).toContain('The server answered 418');
});

test('a busy server says when to come back, where it told', () => {
  expect(sentence('server-busy', { status: 429, seconds: 600 })).toContain('pause of 10 minutes');
  expect(sentence('server-busy', { status: 503, seconds: 0 })).toContain('try again later');
});

test('a revision that is missing is told from a repository that is', () => {
  const details = { repo: 'lab/clip', status: 404 };
  expect(sentence('hub-not-found', { ...details, code: 'RevisionNotFound' })).toContain('revision');
  expect(sentence('hub-not-found', { ...details, code: '' })).toContain('does not exist');
});

test('each kind of pickle comes with its own way to convert it', () => {
  expect(sentence('checkpoint-pickle', { kind: 'torchscript' })).toContain('torch.jit.load');
  expect(sentence('checkpoint-pickle', { kind: 'old-style' })).toContain('torch.load(path');
  expect(sentence('checkpoint-pickle', { name: 'os.system' })).toContain('asks for os.system');
  expect(sentence('checkpoint-pickle', { fault: 'ends early' })).toContain('pickle ends early');
});

test.each(['en', 'zh'] as const)(
  'why the runtime did not come is said in full (%s)',
  (language) => {
    const say = (details: Record<string, string | number>): string =>
      errorSentence(createWords(language), {
        code: 'runtime-not-fetched',
        message: '',
        details: { url: 'a.test/r.wasm', ...details },
      });
    expect(say({ cause: 'download-status', status: 404 })).toMatch(/404.*a\.test|a\.test.*404/);
    expect(say({ cause: 'download-silent', seconds: 30 })).toMatch(/30/);
    expect(say({ cause: 'download-failed', detail: 'reset' })).toMatch(/a\.test.*reset/);
    expect(say({ cause: 'something else', detail: 'odd' })).toMatch(/odd/);
  },
);

test.each(['en', 'zh'] as const)(
  'in %s each kind of picture that is not read has its own next step',
  (language) => {
    const said = (code: Parameters<typeof sentence>[0], details: Record<string, string | number>) =>
      errorSentence(createWords(language), { code, details, message: '' });
    const formats = ['heic', 'raw', 'icon', 'drawing-program', 'scientific', 'pdf', 'tiff'];
    const others = ['html', 'video', 'archive', 'unknown'];
    const sentences = [
      ...formats.map((kind) => said('picture-format', { kind, format: 'XYZ' })),
      ...others.map((kind) => said('picture-not-a-picture', { kind })),
      said('picture-truncated', { format: 'png', rows: 12, height: 36 }),
      said('picture-unreadable', { format: 'webp' }),
      said('picture-unreadable', { kind: 'moved', detail: 'gone' }),
    ];
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const text of sentences.slice(0, formats.length)) expect(text).toContain('XYZ');
    expect(
      sentences.filter((text) =>
        /\{|error\.|picture\.(?:format|not|rows|no-size|moved)/.test(text),
      ),
    ).toEqual([]);
    expect(sentences.at(-3)).toMatch(/12.*36|36.*12/);
  },
);

test.each([
  { code: 'picture-format', details: { kind: 'heic', format: 'heic' } },
  { code: 'picture-not-a-picture', details: { kind: 'video' } },
  { code: 'picture-unreadable', details: { kind: 'moved' } },
  { code: 'download-status', details: { status: 404 } },
  { code: 'server-busy', details: { seconds: 90 } },
  { code: 'hub-not-found', details: { code: 'RevisionNotFound' } },
  { code: 'checkpoint-pickle', details: { kind: 'tensorflow' } },
  { code: 'too-much-work', details: {} },
] as const)(
  'until the words about refusals have come, the engine’s own sentence stands in: $code',
  ({ code, details }) => {
    const words = createWords('zh');
    const late = { ...words, t: (key: WordKey) => key };
    const message = 'The engine’s own sentence.';
    expect(errorSentence(late, { code, message, details })).toMatch(/^The engine’s own sentence\./);
  },
);
