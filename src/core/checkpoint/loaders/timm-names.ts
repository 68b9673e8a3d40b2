import { tensorRequests } from '../tensor-layouts.ts';
import type { LoadReport } from '../load-report.ts';
import type { StateDict } from './state-dict.ts';

/** Whether the report is about a vision transformer; the other kind of image tower is CLIP's ResNet. */
export function isVit({ parameters }: LoadReport): boolean {
  return parameters.some(({ parameter }) => parameter.name === 'visual.class_embedding');
}

/** Parts of a ResNet block as timm's ByobNet calls them, by their number in CLIP's block. */
const LAYERS = ['conv1_1x1', 'conv2_kxk', 'conv3_1x1'] as const;
const POOL_NAMES: Readonly<Record<string, string>> = {
  positional_embedding: 'pos_embed',
  q_proj: 'q',
  k_proj: 'k',
  v_proj: 'v',
  c_proj: 'proj',
};

/** What timm calls an image tower's tensor of OpenCLIP's name. */
export function timmName(name: string, vit: boolean): string {
  const bare = name.replace(/^visual\./, '');
  if (vit) return tensorRequests('timm', `visual.${bare}`)[0]?.names[0] ?? bare;
  const block = /^layer(\d)\.(\d+)\.(conv|bn)(\d)\.(.+)$/.exec(bare);
  if (block) {
    const [, stage = '', index, kind, layer = '', rest] = block;
    return `stages.${Number(stage) - 1}.${index}.${LAYERS[Number(layer) - 1]}.${kind}.${rest}`;
  }
  const shortcut = /^layer(\d)\.(\d+)\.downsample\.(\d)\.(.+)$/.exec(bare);
  if (shortcut) {
    const [, stage = '', index, layer, rest] = shortcut;
    const kind = layer === '0' ? 'conv' : 'bn';
    return `stages.${Number(stage) - 1}.${index}.shortcut.conv.${kind}.${rest}`;
  }
  const stem = /^(conv|bn)(\d)\.(.+)$/.exec(bare);
  if (stem) return `stem.conv${stem[2]}.${stem[1]}.${stem[3]}`;
  return bare.replace(/^attnpool\.(\w+)/, (_, part: string) => `head.${POOL_NAMES[part] ?? part}`);
}

/** The names that timm's model of this image tower has. Its head is a linear layer with a bias. */
export function timmModel(report: LoadReport): StateDict {
  const vit = isVit(report);
  const own = report.parameters.filter(({ parameter }) => parameter.name.startsWith('visual.'));
  // timm's head stands at the end of its model; OpenCLIP's projection near the start.
  const head = own.filter(({ parameter }) => parameter.name === 'visual.proj');
  const body = own.filter(({ parameter }) => parameter.name !== 'visual.proj');
  const entries = [...body, ...head].map(
    ({ parameter: { name, shape } }) => [timmName(name, vit), timmShape(name, shape, vit)] as const,
  );
  const width = head[0]?.parameter.shape[1];
  return new Map(width === undefined ? entries : [...entries, ['head.bias', [width]] as const]);
}

/** timm's class token and positions have leading axes of one, and its head the projection's transpose. */
export function timmShape(name: string, shape: readonly number[], vit: boolean): readonly number[] {
  if (!vit) return shape;
  if (name.endsWith('visual.class_embedding')) return [1, 1, ...shape];
  if (name.endsWith('visual.positional_embedding')) return [1, ...shape];
  return name.endsWith('visual.proj') ? shape.toReversed() : shape;
}
