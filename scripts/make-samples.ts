import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hardPictures } from './support/hard-pictures/draw-picture.ts';
import { SAMPLE_NAMES } from './support/sample-names.ts';

const SOURCE = 'node_modules/@lobehub/fluent-emoji-3d/assets';
const TARGET = 'public/samples';

/** Copies the pictures of the sample shelf out of their package and writes the list of their names beside them. */
function makeSamples(): void {
  mkdirSync(TARGET, { recursive: true });
  for (const old of readdirSync(TARGET)) rmSync(join(TARGET, old), { recursive: true });
  const samples = SAMPLE_NAMES.map(([code, en, zh]) => {
    const file = `${en.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.webp`;
    copyFileSync(join(SOURCE, `${code}.webp`), join(TARGET, file));
    return { file, en, zh };
  });
  const list = {
    attribution: 'Fluent Emoji (3D) by Microsoft, MIT licence, from @lobehub/fluent-emoji-3d',
    samples,
  };
  writeFileSync(join(TARGET, 'index.json'), `${JSON.stringify(list, null, 1)}\n`);
  console.log(`${samples.length} samples in ${TARGET}`);
}

/** Draws the pictures of the hard questions. They are no samples: neither the shelf nor what is measured on it has them. */
function drawHardPictures(): void {
  const folder = join(TARGET, 'hard');
  mkdirSync(folder, { recursive: true });
  const pictures = hardPictures();
  for (const [name, bytes] of pictures) writeFileSync(join(folder, name), bytes);
  console.log(`${pictures.size} drawn pictures in ${folder}`);
}

makeSamples();
drawHardPictures();
