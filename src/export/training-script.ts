import { TRAINING_RECIPE } from '../core/training/recipe.ts';
import type { LoadReport } from '../core/checkpoint/load-report.ts';
import { openClipConfig } from '../core/model/write-configs.ts';
import type { LoadedModel } from '../engine/loading.ts';
import type { TrainingRecipe } from '../store/repair/training-recipe.ts';
import { filesWithPrefix, loadedPieces, noPythonReason } from './loaded-pieces.ts';
import { ACTIVATION_NOTE } from './python-script.ts';
import pageModel from './kit/page_model.py?raw';
import trainText from './kit/train_text.py?raw';
import { squareCall } from './python-square.ts';

/** A training of a text tower as it was run. */
export interface ScriptedTraining {
  /** The model that it began with. */
  readonly start: Pick<LoadedModel, 'report' | 'model'>;
  readonly recipe: Pick<TrainingRecipe, 'seed' | 'steps'>;
  readonly names: readonly string[];
  /** File name of each picture, and its name's place in `names`. */
  readonly files: readonly string[];
  readonly labels: ArrayLike<number>;
  readonly heldOut: readonly number[];
  /** Loss before each step so far. */
  readonly losses: readonly number[];
  /** Addresses of files that lie beside the page, where the training used some. */
  readonly beside: readonly string[];
}

const TRAINED =
  'This column was trained here before, and those numbers are in no file yet. Save the model from the page with *Save as*, take that file into the column, and train it there.';

/**
 * A Python script that repeats a training of a text tower with OpenCLIP and PyTorch: the same start, views, batches and
 * optimiser, from the same seed. It prints its loss before each step beside the page's and saves the model. Every text of the
 * visitor goes in as a JSON string, never as code.
 */
export function trainingScript(run: ScriptedTraining): string {
  const { start, recipe, names, files, labels, heldOut, losses, beside } = run;
  const { report, model: info } = start;
  const { size, mean, std } = info.description.preprocessing;
  const quote = (value: unknown): string => JSON.stringify(JSON.stringify(value));
  const notes = [
    'Beside this script: the checkpoint files named below, the tokenizer.json of a model that has its own, and a folder "pictures".',
    ...(beside.length > 0 ? [`Files of the page: ${beside.join(' ')}`] : []),
    ...(info.description.textActivation ? [ACTIVATION_NOTE] : []),
    ...(info.precision === 'fp32'
      ? []
      : [
          `The page computes picture vectors in ${info.precision}, this script in fp32: losses differ a little.`,
        ]),
  ].map((note) => `# ${note.replaceAll(/[\r\n\u2028\u2029]/g, ' ')}\n`);
  const reason = reasonOf(report);
  const stop = reason === null ? '' : `raise SystemExit(${JSON.stringify(reason)})\n`;
  return `# pip install open_clip_torch==2.26.1 timm==1.0.9 tokenizers safetensors pillow numpy
${notes.join('')}${stop}${pageModel}

${trainText}

import json

names = json.loads(${quote(names)})
# File and name (as a place in the list) of each picture.
shown = json.loads(${quote(files.map((file, at) => [file, labels[at] ?? 0]))})
held_out = set(json.loads(${quote(heldOut)}))
recipe = json.loads(${quote({ ...TRAINING_RECIPE, ...recipe })})
page_losses = json.loads(${quote(losses)})
config = json.loads(${quote(openClipConfig(info.description))})
files = json.loads(${quote(filesWithPrefix(report))})
# Tensors that are taken; all others stay as the seed makes them.
loaded = json.loads(${quote(loadedPieces(report))})

model = build(config, ${report.seed}, '${report.rule.order}', files, loaded, '.')
tokenize = tokenizer_of(config, '.')
pictures, views, pictures_of = [], [], [[] for _ in names]
drawn = draw_views(recipe['seed'], len(shown), recipe['views'] + 1)
for (file, label), own in zip(shown, drawn):
    picture = read_picture(pathlib.Path('pictures') / file)
    if picture is None:
        continue
    pictures_of[label].append(len(pictures))
    pictures.append(picture)
    views.append([*own, PLAIN])
vectors = encode_views(model, pictures, views, ${size}, ${squareCall(info.description.preprocessing)}, ${pythonTuple(mean)}, ${pythonTuple(std)})
taught = [name for name, own in enumerate(pictures_of) if own and name not in held_out]
groups = [taught, [name for name, own in enumerate(pictures_of) if own and name in held_out]]
own_names, own_pictures = [names[name] for name in taught], [pictures_of[name] for name in taught]
losses = train(model, tokenize, own_names, own_pictures, vectors, recipe, len(page_losses) or recipe['steps'], page_losses)
for group, what in zip(groups, ('taught', 'kept apart')):
    if group:
        right, of = right_names(model, tokenize, [names[n] for n in group], [pictures_of[n] for n in group], vectors)
        print(f'names {what}: {right} of {of} right')
torch.save(model.state_dict(), 'repaired.pt')
json.dump(losses, open('losses.json', 'w'))
`;
}

function reasonOf(report: LoadReport): string | null {
  const trained = report.parameters.some(({ provenance }) => provenance.kind === 'trained');
  return trained ? TRAINED : noPythonReason(report);
}

function pythonTuple(values: readonly number[]): string {
  return `(${values.join(', ')})`;
}
