import { readFileSync } from 'node:fs';
import type { Notice } from './notices.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

/** What is shipped and comes from no package and no list of words: the sample shelf, which `npm run samples` copies, and the built-in model. */
export function otherNotices(): readonly Notice[] {
  const card = read('../../public/models/mini/model-card.md');
  return [
    {
      name: 'Fluent Emoji (3D), the sample pictures',
      licence: 'MIT',
      source: 'github.com/microsoft/fluentui-emoji, by way of the package @lobehub/fluent-emoji-3d',
      text: read('./licences/fluent-emoji.txt'),
    },
    {
      name: 'What the built-in model was trained on',
      licence: 'none of it is contained in the model',
      source: 'models/mini/model-card.md, beside this page',
      text: /^## Licence\n+(.*?)(?=^## |$(?![^]))/ms.exec(card)?.[1] ?? '',
    },
  ];
}
