import { loadRule } from '../../core/checkpoint/load-rules.ts';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { PARTS, type Part } from '../../core/model/architecture.ts';
import type { All } from '../all.ts';
import { promptsOf } from '../selectors/prompts.ts';
import { scaleOf } from '../selectors/scores.ts';
import { modelOf } from '../slices/columns.ts';
import type { Column } from '../types.ts';
import { openClipConfig } from '../../core/model/write-configs.ts';

/** Name patterns, in OpenCLIP's state dict, of each part. */
const PART_TESTS: Readonly<Record<Part, string>> = {
  'image-tower': "k.startswith('visual.') and not is_image_projection(k)",
  'image-projection': 'is_image_projection(k)',
  'text-tower':
    "k.startswith(('transformer.', 'token_embedding.', 'ln_final.')) or k == 'positional_embedding'",
  'text-projection': "k == 'text_projection'",
  'logit-scale': "k == 'logit_scale'",
};

const LINEAR_NOTE =
  'timm_proj: linear draws its projection after the rest of the model; OpenCLIP needs the timm tower for it.';
const ACTIVATION_NOTE =
  "The two towers have different activations; OpenCLIP's CLIP has one for both, so the texts come out a little different.";

/** Each file with the parts that come from it. */
function takenFrom({ files, parameters }: LoadReport): readonly (readonly [string, Part[]])[] {
  const parts = new Map(files.map((file) => [file, new Set<Part>()]));
  for (const { parameter, provenance } of parameters) {
    if (provenance.kind !== 'loaded') continue;
    for (const { file } of provenance.pieces) parts.get(file)?.add(parameter.part);
  }
  return [...parts].map(([file, own]) => [file, [...own]]);
}

/** Names that the visitor chose to leave random although the rest of their part is loaded. */
function startedAfresh({ parameters }: LoadReport): readonly string[] {
  const loaded = new Set(
    parameters.flatMap(({ parameter, provenance }) =>
      provenance.kind === 'loaded' ? [parameter.part] : [],
    ),
  );
  return parameters
    .filter(
      ({ parameter, provenance }) => provenance.kind === 'reset' && loaded.has(parameter.part),
    )
    .map(({ parameter }) => parameter.name);
}

type Inputs = Pick<All, 'labels' | 'templates' | 'scale' | 'scoring' | 'alpha'>;

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

/**
 * A Python script that prints the same numbers with OpenCLIP: same seed, same tensors, same prompts.
 * `null` while the column has no model. Every text of the visitor goes in as a JSON string, never as code.
 */
export function pythonScript(all: Inputs, column: Column, pictureName: string): string | null {
  const model = modelOf(column);
  if (!model) return null;
  const { report, model: info } = model;
  const rule = loadRule(report.rule.id);
  const { size, mean, std } = info.description.preprocessing;
  const prompts = all.labels.map((label) => promptsOf(label, all.templates));
  const quote = (value: unknown): string => JSON.stringify(JSON.stringify(value));
  const notes = [
    ...(rule.imageProjection === 'fresh-linear' ? [LINEAR_NOTE] : []),
    ...(info.description.textActivation ? [ACTIVATION_NOTE] : []),
    ...(report.layout === 'hf' || report.layout === 'timm'
      ? [
          `The file names its tensors as ${report.layout} does; rename them to OpenCLIP's names first.`,
        ]
      : []),
    ...(report.layout === 'onnx'
      ? [
          'These are ready ONNX graphs: take the checkpoint that they were made from as safetensors.',
        ]
      : []),
    ...(info.precision === 'fp32'
      ? []
      : [`The page computes in ${info.precision}, this script in fp32: numbers differ a little.`]),
  ].map((note) => `\n# ${note}`);
  return `# pip install open_clip_torch==2.26.1 tokenizers safetensors pillow
import json
import torch
from PIL import Image, ImageOps
from open_clip.model import CLIP
from open_clip.transform import image_transform
from safetensors.torch import load_file
from tokenizers import Tokenizer

files = json.loads(${quote(takenFrom(report))})
fresh = json.loads(${quote(startedAfresh(report))})
picture = json.loads(${quote(pictureName)})
labels = json.loads(${quote(all.labels.map(({ text }) => text))})
prompts = json.loads(${quote(prompts)})
config = json.loads(${quote(openClipConfig(info.description))})

torch.manual_seed(${report.seed})
model = CLIP(**config)


def is_image_projection(k):
    return k == 'visual.proj' or k.startswith('visual.attnpool.c_proj.')


parts = {
${PARTS.map((part) => `    '${part}': lambda k: ${PART_TESTS[part]},`).join('\n')}
}
${notes.join('')}
taken = {}
for file, names in files:
    for k, v in load_file(file).items():
        if k not in fresh and any(parts[name](k) for name in names):
            taken[k] = v.float()
result = model.load_state_dict(taken, strict=False)
print(len(taken), 'tensors loaded,', len(result.missing_keys), 'left as the seed made them')
model.eval()

preprocess = image_transform(${size}, is_train=False, mean=${pythonTuple(mean)}, std=${pythonTuple(std)})
tokenizer = Tokenizer.from_file('tokenizer.json')
context = config['text_cfg']['context_length']


def tokenize(text):
    ids = tokenizer.encode(text).ids
    if len(ids) > context:
        ids = ids[:context - 1] + ids[-1:]
    return ids + [0] * (context - len(ids))


image = ImageOps.exif_transpose(Image.open(picture))
${all.alpha === 'white' ? ON_WHITE : ''}
with torch.no_grad():
    pictures = model.encode_image(preprocess(image).unsqueeze(0), normalize=True)
    rows = []
    for own in prompts:
        text = model.encode_text(torch.tensor([tokenize(p) for p in own]), normalize=True)
        mean = text.mean(0)
        rows.append(mean / mean.norm())
    cosines = (pictures @ torch.stack(rows).T)[0]
    logits = ${scaleOf(model, all.scale)} * cosines
    probabilities = ${all.scoring === 'softmax' ? 'logits.softmax(-1)' : 'logits.sigmoid()'}

for p, c, label in sorted(zip(probabilities.tolist(), cosines.tolist(), labels), reverse=True):
    print(f'{p:8.4f}  {c:8.4f}  {label}')
`;
}

function pythonTuple(values: readonly number[]): string {
  return `(${values.join(', ')})`;
}
