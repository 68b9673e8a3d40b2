import type { GraphBuilder } from './graph-builder.ts';

/** A convolution, and what stands behind it: a batch norm or a bias or nothing. */
export interface Convolution {
  /** Name of the layer that has the weight [outputs, inputs / groups, kernel, kernel], and the bias where it has one. */
  readonly weight: string;
  readonly norm?: string;
  readonly bias?: boolean;
  readonly inputs: number;
  readonly outputs: number;
  /** Side of the square kernel. */
  readonly kernel: number;
  readonly stride?: number;
  readonly groups?: number;
  /** On every side; half of the kernel where it is missing, so that a stride of 1 keeps the size. */
  readonly padding?: number;
}

/** `x` [N, inputs, H, W] convolved; the runtime folds a batch norm into the convolution when a session is made. */
export function convolve(graph: GraphBuilder, x: string, layer: Convolution): string {
  const { weight, norm, bias = false, inputs, outputs, kernel, stride = 1, groups = 1 } = layer;
  const { padding = (kernel - 1) / 2 } = layer;
  const shape = [outputs, inputs / groups, kernel, kernel];
  const planes = graph.node(
    'Conv',
    [
      x,
      graph.parameter(`${weight}.weight`, shape),
      ...(bias ? [graph.parameter(`${weight}.bias`, [outputs])] : []),
    ],
    {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
      ...(groups > 1 && { group: groups }),
    },
  );
  return norm === undefined ? planes : batchNorm(graph, planes, norm, outputs);
}

/** `x` [N, channels, H, W] by the statistics that a training has left. */
export function batchNorm(graph: GraphBuilder, x: string, norm: string, channels: number): string {
  const statistics = ['weight', 'bias', 'running_mean', 'running_var'].map((field) =>
    graph.parameter(`${norm}.${field}`, [channels]),
  );
  return graph.node('BatchNormalization', [x, ...statistics], { epsilon: { float: 1e-5 } });
}

export function relu(graph: GraphBuilder, x: string): string {
  return graph.node('Relu', [x]);
}

/** The exact x·Φ(x). */
export function gelu(graph: GraphBuilder, x: string): string {
  return graph.fused('Gelu', [x]);
}
