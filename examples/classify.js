import { createEngine, EngineError, headLogits, normaliseRows } from '../dist-library/engine.js';
import { say, show } from './show.js';

const engine = createEngine();
const source = { url: '../public/models/mini/open_clip_model.safetensors.index.json' };
/** @param {string} name */
const picture = async (name) => (await fetch(`../public/samples/${name}.webp`)).blob();

try {
  // A checkpoint by its address, taken by a load rule; `timm` would take the image side alone.
  const { id, report } = await engine.load(source, { rule: 'openclip', seed: 0 });
  show(
    'report',
    report.parts.map((of) => `${of.part}: ${of.loaded} of ${of.parameters} from the file`),
  );

  // A picture against labels; the template says how a label becomes a prompt.
  const labels = ['dog', 'a photo of a cat', 'a bicycle'];
  const { probabilities } = await engine.classify(id, [await picture('dog')], labels, {
    templates: ['{label}'],
  });
  show(
    'answer',
    labels.map((label, at) => `${label}: ${probabilities[at]?.toFixed(4)}`),
  );

  // A head on the image side alone: two animals, two vehicles; then a picture that it has not seen.
  const examples = await Promise.all(['cat', 'tiger', 'car', 'bicycle'].map(picture));
  const features = await engine.encodeImages(id, examples);
  const { head } = await engine.fitHead({
    kind: 'logistic',
    features,
    labels: [0, 0, 1, 1],
    classes: 2,
    words: null,
    trust: null,
  });
  const { data } = headLogits(
    head,
    normaliseRows(await engine.encodeImages(id, [await picture('dog')])),
  );
  show(
    'head',
    ['animal', 'vehicle'].map((name, at) => `${name}: ${data[at]?.toFixed(4)}`),
  );
  say('Ready');
} catch (error) {
  say(error instanceof EngineError ? `${error.message} (${error.code})` : String(error));
}
