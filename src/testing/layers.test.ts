import { expect, test } from 'vitest';
import { forbiddenImports } from '../../scripts/support/layers.ts';

test.each([
  ['a feature that imports another one', 'src/features/labels/X.tsx', '../models/ColumnHead.tsx'],
  ['a feature that nobody named yet', 'src/features/labels/deep/X.tsx', '../../new-one/Y.tsx'],
  [
    'a fake outside of tests',
    'src/features/labels/X.tsx',
    '../../testing/fake-engine/fake-engine.ts',
  ],
  ['a golden file outside of tests', 'src/store/x.ts', '../../golden/index.json'],
  ['the core that imports the engine', 'src/core/image/x.ts', '../../engine/errors.ts'],
  ['the store that imports a feature', 'src/store/x.ts', '../features/labels/LabelPanel.tsx'],
  ['the page that imports the worker', 'src/app/x.ts', '../worker/engine.ts'],
  ['a room that nobody named', 'src/attic/x.ts', '../core/quote.ts'],
  ['the runtime outside of the worker', 'src/store/x.ts', 'onnxruntime-web/wasm'],
  ['React in the core', 'src/core/x.ts', 'react'],
])('%s is refused', (_, file, specifier) => {
  expect(forbiddenImports(file, `import { x } from '${specifier}';`)).toEqual([
    `${file}: ${specifier}`,
  ]);
  expect(forbiddenImports(file, `const x = await import('${specifier}');`)).toHaveLength(1);
});

test.each([
  ['a feature’s own folder', 'src/features/labels/deep/X.tsx', '../LabelPanel.tsx'],
  ['what a feature stands on', 'src/features/labels/X.tsx', '../../core/quote.ts'],
  ['a fake in a test', 'src/store/x.test.ts', '../testing/fake-engine/fake-engine.ts'],
  ['the runtime in the worker', 'src/worker/runtime/x.ts', 'onnxruntime-web/wasm'],
])('%s is allowed', (_, file, specifier) => {
  expect(forbiddenImports(file, `import { x } from '${specifier}';`)).toEqual([]);
});
