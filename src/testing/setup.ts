import fc from 'fast-check';
import { LANGUAGE_NAMES } from '../words/languages.ts';
import { loadWords, loadWordsOf } from '../words/tables.ts';

// The same examples in every run, so that a failure is the change's own; FC_SEED tries others.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_261_123) });

// A page has its words before it shows anything.
await Promise.all(LANGUAGE_NAMES.map(loadWords));
await Promise.all(
  (['evaluated', 'files', 'inspect', 'lesson', 'panels', 'present', 'teacher'] as const).map(
    loadWordsOf,
  ),
);
