import { BUILT_IN_FILES } from '../core/hub/built-in-model.ts';
import { openClipConfig } from '../core/model/write-configs.ts';
import type { State } from '../store/state.ts';
import { promptsOf } from '../store/selectors/prompts.ts';
import type { ScoringRule } from '../core/scoring/probabilities.ts';
import { ruleOf } from '../store/selectors/scoring-rule.ts';
import { modelOf } from '../store/columns/column-model.ts';
import type { Column, ColumnSource } from '../store/types.ts';
import { filesWithPrefix, loadedPieces, noPythonReason } from './loaded-pieces.ts';
import pageModel from './kit/page_model.py?raw';
import { squareCall } from './python-square.ts';

export const ACTIVATION_NOTE =
  "The two towers have different activations; OpenCLIP's CLIP has one for both, so the texts come out a little different.";

type Inputs = Pick<State, 'labels' | 'templates' | 'scale' | 'scoring' | 'alpha'>;

/** What the script is for. */
export interface ScriptRequest {
  /** Name of the picture's file beside the script. */
  readonly picture: string;
  /** Address of a file that is served beside the page. */
  readonly address: (path: string) => string;
}

/**
 * Transparency laid on white and 16-bit grey scaled before anything else, as the page does; OpenCLIP by itself drops the
 * one and clips the other.
 */
const ON_WHITE = `
if image.mode.startswith('I'):
    image = image.convert('I').point(lambda value: value * (1 / 256)).convert('L')
if image.mode in ('RGBA', 'LA', 'PA') or 'transparency' in image.info:
    image = image.convert('RGBA')
    white = Image.new('RGB', image.size, 'white')
    white.paste(image, mask=image.getchannel('A'))
    image = white
`;

/** The built-in model's files lie beside the page; the tokenizer belongs to them. */
export function builtInFiles(address: ScriptRequest['address']): string {
  return BUILT_IN_FILES.map((file) => address(`models/mini/${file}`)).join(' ');
}

export function isBuiltIn(source: ColumnSource): boolean {
  if (source.kind !== 'towers') return source.kind === 'built-in';
  return isBuiltIn(source.image) || isBuiltIn(source.text);
}

/**
 * A Python script that prints the same numbers with OpenCLIP: same seed, same tensors, same prompts; from a file in any of the
 * layouts that the page reads. Where Python cannot build the model of its files, the script stops with the reason.
 * `null` while the column has no model. Every text of the visitor goes in as a JSON string, never as code.
 */
export function pythonScript(
  all: Inputs,
  column: Column,
  { picture, address }: ScriptRequest,
): string | null {
  const model = modelOf(column);
  if (!model) return null;
  const { report, model: info } = model;
  const { size, mean, std } = info.description.preprocessing;
  const quote = (value: unknown): string => JSON.stringify(JSON.stringify(value));
  const notes = [
    'Beside this script: the picture, the checkpoint files named below, and the tokenizer.json of a model that has its own.',
    ...(isBuiltIn(column.source) ? [`The built-in model's files: ${builtInFiles(address)}`] : []),
    ...(info.description.textActivation ? [ACTIVATION_NOTE] : []),
    ...(info.precision === 'fp32'
      ? []
      : [`The page computes in ${info.precision}, this script in fp32: numbers differ a little.`]),
  ].map((note) => `# ${note}\n`);
  const reason = noPythonReason(report);
  const stop = reason === null ? '' : `raise SystemExit(${JSON.stringify(reason)})\n`;
  return `# pip install open_clip_torch==2.26.1 timm==1.0.9 tokenizers safetensors pillow
${notes.join('')}${stop}${pageModel}

import json

from open_clip.transform import image_transform
from PIL import Image, ImageOps

picture = json.loads(${quote(picture)})
labels = json.loads(${quote(all.labels.map(({ text }) => text))})
prompts = json.loads(${quote(all.labels.map((label) => promptsOf(label, all.templates)))})
config = json.loads(${quote(openClipConfig(info.description))})
files = json.loads(${quote(filesWithPrefix(report))})
# Tensors that are taken; all others stay as the seed makes them.
loaded = json.loads(${quote(loadedPieces(report))})

model = build(config, ${report.seed}, '${report.rule.order}', files, loaded, '.')
tokenize = tokenizer_of(config, '.')
preprocess = image_transform(${size}, is_train=False, mean=${pythonTuple(mean)}, std=${pythonTuple(std)})

image = ImageOps.exif_transpose(Image.open(picture))
${all.alpha === 'white' ? ON_WHITE : ''}
with torch.no_grad():
    pictures = model.encode_image(preprocess(${squareCall(info.description.preprocessing)}(image)).unsqueeze(0), normalize=True)
    rows = []
    for own in prompts:
        mean = model.encode_text(tokenize(own), normalize=True).mean(0)
        rows.append(mean / mean.norm())
    cosines = (pictures @ torch.stack(rows).T)[0]
    logits = ${logitsOf(ruleOf(model, all))}
    probabilities = ${ruleOf(model, all).kind === 'softmax' ? 'logits.softmax(-1)' : 'logits.sigmoid()'}

# By cosine; of equal cosines the label that stands first in the list, as on the page.
ranked = sorted(zip(probabilities.tolist(), cosines.tolist(), labels), key=lambda row: -row[1])
for p, c, label in ranked:
    print(f'{p:8.4f}  {c:8.4f}  {label}')
`;
}

function pythonTuple(values: readonly number[]): string {
  return `(${values.join(', ')})`;
}

/** A softmax does not see a bias. */
function logitsOf({ kind, scale, bias }: ScoringRule): string {
  const product = `${scale} * cosines`;
  return kind === 'softmax' || bias === 0 ? product : `${product} + ${bias}`;
}
