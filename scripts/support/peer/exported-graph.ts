import type { OnnxGraph } from '../../../src/core/graph/onnx.ts';
import { draw, type Draft } from './draft.ts';
import type { ParameterValues, VitArchitecture } from './made-weights.ts';

/** What a graph holds: both towers and the comparison, or one of them alone. */
export type ExportedPart = 'both' | 'image' | 'text';

/** Added to what must not be seen. */
const MASKED = -1e9;

interface Blocks {
  readonly prefix: string;
  readonly width: number;
  readonly heads: number;
  readonly mlpWidth: number;
  readonly layers: number;
}

/**
 * CLIP as PyTorch's exporter writes Hugging Face's modules: separate queries, keys and values, attention and activations in
 * their single steps, int64 ids with an attention mask. Names of inputs and outputs are those of transformers.js.
 */
export function exportedGraph(
  part: ExportedPart,
  architecture: VitArchitecture,
  values: ParameterValues,
): OnnxGraph {
  const draft = draw(values);
  const { embedDim } = architecture;
  const [text, image] = [
    part === 'image' ? null : textTower(draft, architecture),
    part === 'text' ? null : imageTower(draft, architecture),
  ];
  const { imageSize } = architecture.image;
  const row = { type: 'int64' as const, dims: ['N', 'S'] };
  const inputs = [
    ...(text ? [{ name: 'input_ids', ...row }] : []),
    ...(image
      ? [
          {
            name: 'pixel_values',
            type: 'float32' as const,
            dims: ['M', 3, imageSize, imageSize],
          },
        ]
      : []),
    ...(text ? [{ name: 'attention_mask', ...row }] : []),
  ];
  const [perImage, perText] = text && image ? compare(draft, image, text) : [];
  const outputs = [
    ...(perImage ? [{ name: 'logits_per_image', value: perImage, dims: ['M', 'N'] }] : []),
    ...(perText ? [{ name: 'logits_per_text', value: perText, dims: ['N', 'M'] }] : []),
    ...(text ? [{ name: 'text_embeds', value: text, dims: ['N', embedDim] }] : []),
    ...(image ? [{ name: 'image_embeds', value: image, dims: ['M', embedDim] }] : []),
  ];
  for (const { name, value } of outputs) draft.nameValue(value, name);
  return {
    name: 'main_graph',
    ...draft.drawn(),
    inputs,
    outputs: outputs.map(({ name, dims }) => ({ name, type: 'float32', dims })),
  };
}

/** Logits by pictures and by texts. */
function compare(draft: Draft, image: string, text: string): readonly [string, string] {
  const { op, floats, ints } = draft;
  const unit = (x: string) => op('Div', [x, op('ReduceL2', [x, ints([-1])], { keepdims: 1 })]);
  const turned = op('Transpose', [unit(image)], { perm: [1, 0] });
  const cosines = op('MatMul', [unit(text), turned]);
  const scale = op('Exp', [floats('logit_scale', [])]);
  const perText = op('Mul', [cosines, scale]);
  return [op('Transpose', [perText], { perm: [1, 0] }), perText];
}

function textTower(draft: Draft, { text, embedDim }: VitArchitecture): string {
  const { op, ints, integer, floats } = draft;
  const { width, contextLength, vocabSize } = text;
  const ids = 'input_ids';
  const length = op('Shape', [ids], { start: 1, end: 2 });
  const places = draft.ints(
    Array.from({ length: contextLength }, (_, i) => i),
    [1, contextLength],
  );
  const own = op('Slice', [places, ints([0]), length, ints([1])]);
  const table = floats('token_embedding.weight', [vocabSize, width]);
  const positions = floats('positional_embedding', [contextLength, width]);
  const x = op('Add', [op('Gather', [table, ids]), op('Gather', [positions, own])]);
  const last = encoder(
    draft,
    x,
    { prefix: 'transformer.resblocks', ...text },
    maskOf(draft, contextLength, length),
  );
  const hidden = draft.norm(last, 'ln_final', width);
  const place = op('ArgMax', [ids], { axis: 1, keepdims: 0 });
  const shape = op('Shape', [ids]);
  const [rows, columns] = [0, 1].map((axis) => op('Gather', [shape, integer(axis)]));
  const starts = op('Range', [integer(0), op('Mul', [rows ?? '', columns ?? '']), columns ?? '']);
  const flat = op('Reshape', [hidden, ints([-1, width])]);
  const pooled = op('Gather', [flat, op('Add', [starts, place])]);
  return op('MatMul', [pooled, floats('text_projection', [width, embedDim])]);
}

/** Causal, and without the padding: [N, 1, S, S]. */
function maskOf({ op, ints, constant }: Draft, context: number, length: string): string {
  const causal = constant(
    Float32Array.from({ length: context * context }, (_, i) =>
      i % context > Math.floor(i / context) ? MASKED : 0,
    ),
    [1, 1, context, context],
  );
  const both = op('Concat', [length, length], { axis: 0 });
  const cut = op('Slice', [causal, ints([0, 0]), both, ints([2, 3])]);
  const seen = op('Cast', ['attention_mask'], { to: 1 });
  const away = op('Sub', [constant(Float32Array.of(1), []), seen]);
  const padding = op('Mul', [away, constant(Float32Array.of(MASKED), [])]);
  return op('Add', [cut, op('Unsqueeze', [padding, ints([1, 2])])]);
}

function imageTower(draft: Draft, { image, embedDim }: VitArchitecture): string {
  const { op, ints, integer, floats } = draft;
  const { width, patchSize, imageSize } = image;
  const kernel = floats('visual.conv1.weight', [width, 3, patchSize, patchSize]);
  const side = [patchSize, patchSize];
  const planes = op('Conv', ['pixel_values', kernel], { kernel_shape: side, strides: side });
  const patches = op('Transpose', [op('Reshape', [planes, ints([0, width, -1])])], {
    perm: [0, 2, 1],
  });
  const count = op('Shape', ['pixel_values'], { start: 0, end: 1 });
  const shape = op('Concat', [count, ints([1, width])], { axis: 0 });
  const token = op('Expand', [floats('visual.class_embedding', [width]), shape]);
  const places = Math.floor(imageSize / patchSize) ** 2 + 1;
  const positions = floats('visual.positional_embedding', [places, width]);
  const order = ints(
    Array.from({ length: places }, (_, i) => i),
    [1, places],
  );
  const tokens = op('Concat', [token, patches], { axis: 1 });
  const embedded = op('Add', [tokens, op('Gather', [positions, order])]);
  const x = draft.norm(embedded, 'visual.ln_pre', width);
  const last = encoder(draft, x, { prefix: 'visual.transformer.resblocks', ...image });
  const pooled = op('Gather', [last, integer(0)], { axis: 1 });
  const normalised = draft.norm(pooled, 'visual.ln_post', width);
  return op('MatMul', [normalised, floats('visual.proj', [width, embedDim])]);
}

function encoder(draft: Draft, x: string, blocks: Blocks, mask?: string): string {
  const { op, constant } = draft;
  const { prefix, width, mlpWidth } = blocks;
  let state = x;
  for (let layer = 0; layer < blocks.layers; layer++) {
    const block = `${prefix}.${layer}`;
    const attended = attention(
      draft,
      draft.norm(state, `${block}.ln_1`, width),
      block,
      blocks,
      mask,
    );
    state = op('Add', [state, attended]);
    const normalised = draft.norm(state, `${block}.ln_2`, width);
    const hidden = draft.linear(normalised, `${block}.mlp.c_fc`, mlpWidth, width);
    const gate = op('Sigmoid', [op('Mul', [hidden, constant(Float32Array.of(1.702), [])])]);
    const active = op('Mul', [hidden, gate]);
    state = op('Add', [state, draft.linear(active, `${block}.mlp.c_proj`, width, mlpWidth)]);
  }
  return state;
}

function attention(
  draft: Draft,
  x: string,
  block: string,
  { width, heads }: Blocks,
  mask: string | undefined,
): string {
  const { op, ints, constant } = draft;
  const [query = '', key = '', value = ''] = [0, 1, 2].map((third) =>
    draft.linear(x, `${block}.attn.in_proj`, width, width, third),
  );
  const byHeads = (projected: string, perm: readonly number[]) =>
    op('Transpose', [op('Reshape', [projected, ints([0, 0, heads, width / heads])])], { perm });
  const scaled = op('Mul', [query, constant(Float32Array.of((width / heads) ** -0.5), [])]);
  const raw = op('MatMul', [byHeads(scaled, [0, 2, 1, 3]), byHeads(key, [0, 2, 3, 1])]);
  const scores = mask === undefined ? raw : op('Add', [raw, mask]);
  const shares = op('Softmax', [scores], { axis: -1 });
  const sums = op('MatMul', [shares, byHeads(value, [0, 2, 1, 3])]);
  const rows = op('Reshape', [
    op('Transpose', [sums], { perm: [0, 2, 1, 3] }),
    ints([0, 0, width]),
  ]);
  return draft.linear(rows, `${block}.attn.out_proj`, width, width);
}
