import { readdirSync, readFileSync } from 'node:fs';
import { forbiddenImports } from './support/layers.ts';

/** Import rules that deny by default: see `support/layers.ts`. */
const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => /\.tsx?$/.test(path));
const found = files.flatMap((file) => forbiddenImports(file, readFileSync(file, 'utf8')));
for (const line of found) console.error(line);
if (found.length > 0) {
  console.error(
    'These imports leave their room: see scripts/support/layers.ts for what may import what.',
  );
  process.exitCode = 1;
}
