import type { TensorInfo } from '../checkpoint/safetensors-header.ts';
import { elementCount } from '../model/parameters.ts';
import type { OnnxFile } from './read-onnx.ts';

/** Where a graph of both towers keeps what cosines are scored by. */
export interface ToldScale {
  readonly scale: TensorInfo;
  /** The factor itself, as exporters fold it, or its logarithm. */
  readonly isLogarithm: boolean;
  readonly bias: TensorInfo;
}

const LOGITS = ['logits_per_text', 'logits_per_image'];
const PASSED = new Set(['Identity', 'Transpose', 'Cast']);
/** From the logits back to the product of the embeddings there are at most so many steps. */
const MOST_STEPS = 8;

/**
 * Scale and bias that an output of logits is computed with: `cos · scale + bias`, where both are single numbers of the
 * file; `null` where the graph is another one.
 */
export function toldScale({ operators, tensors }: OnnxFile): ToldScale | null {
  const numbers = new Map(
    tensors.filter(({ shape }) => elementCount(shape) === 1).map((one) => [one.name, one]),
  );
  const makerOf = (name: string) => operators.find(({ outputs }) => outputs.includes(name));
  for (const output of LOGITS) {
    let bias: TensorInfo | null = null;
    let value = output;
    for (let step = 0; step < MOST_STEPS; step++) {
      const maker = makerOf(value);
      const [first = '', second = ''] = maker?.inputs ?? [];
      if (!maker) break;
      if (PASSED.has(maker.operator)) {
        value = first;
        continue;
      }
      const [number, rest] = numbers.has(second) ? [second, first] : [first, second];
      const own = numbers.get(number);
      if (maker.operator === 'Add' && own && bias === null) {
        bias = own;
        value = rest;
        continue;
      }
      if (maker.operator !== 'Mul' || !bias) break;
      if (own) return { scale: own, isLogarithm: false, bias };
      const power = [first, second].map(makerOf).find((one) => one?.operator === 'Exp');
      const scale = numbers.get(power?.inputs[0] ?? '');
      if (scale) return { scale, isLogarithm: true, bias };
      break;
    }
  }
  return null;
}
