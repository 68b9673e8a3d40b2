import { expect, test } from 'vitest';
import { errorSentence } from './error-sentence.ts';
import { createWords } from './translate.ts';

const words = createWords('en');
const sentence = (code: Parameters<typeof errorSentence>[1]['code'], details = {}): string =>
  errorSentence(words, { code, details, message: '' });

test('what is missing on a full disk is said in bytes', () => {
  expect(sentence('storage-full', { missing: 187_400_000 })).toContain('187.4 MB are missing');
});

test('each kind of pickle comes with its own way to convert it', () => {
  expect(sentence('checkpoint-pickle', { kind: 'torchscript' })).toContain('torch.jit.load');
  expect(sentence('checkpoint-pickle', { kind: 'old-style' })).toContain('torch.load(path');
  expect(sentence('checkpoint-pickle', { name: 'os.system' })).toContain('asks for os.system');
  expect(sentence('checkpoint-pickle', { fault: 'ends early' })).toContain('PyTorch pickle');
});
