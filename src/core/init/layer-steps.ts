import { elementCount } from '../model/parameters.ts';
import type { InitLaw } from './init-law.ts';
import { biasUniform, constant, kaimingUniform } from './init-laws.ts';

/** One step of building a model: a parameter receives values by a law. A later step may give it others. */
export interface Draw {
  /** OpenCLIP's name; `null` for what the other library's layer has and the model here has not: it only uses up numbers. */
  readonly name: string | null;
  readonly law: InitLaw;
  readonly count: number;
  /** Rows and columns as drawn, where the parameter holds the transpose. */
  readonly transposedFrom?: readonly [number, number];
}

/** As `Draw`; the count is that of the named parameter where it is left out. */
export type Step = Omit<Draw, 'count'> & { readonly count?: number };

/** Shape of a parameter by its name. */
export type ShapeOf = (name: string) => readonly number[];

export function counted(steps: readonly Step[], shapeOf: ShapeOf): readonly Draw[] {
  return steps.map((step) => ({
    ...step,
    count: step.count ?? (step.name === null ? 0 : elementCount(shapeOf(step.name))),
  }));
}

export function norm(prefix: string): Step[] {
  return [
    { name: `${prefix}.weight`, law: constant(1) },
    { name: `${prefix}.bias`, law: constant(0) },
  ];
}

/** A batch norm as it is made: it changes nothing. */
export function batchNorm(prefix: string): Step[] {
  return [
    ...norm(prefix),
    { name: `${prefix}.running_mean`, law: constant(0) },
    { name: `${prefix}.running_var`, law: constant(1) },
  ];
}

export function convolution(prefix: string, shapeOf: ShapeOf): Step {
  const name = `${prefix}.weight`;
  return { name, law: kaimingUniform(shapeOf(name)) };
}

export function linear(prefix: string, shapeOf: ShapeOf): Step[] {
  return linearAs(`${prefix}.weight`, `${prefix}.bias`, shapeOf);
}

/** `nn.Linear` where the weight and the bias have names of their own. */
export function linearAs(weight: string, bias: string, shapeOf: ShapeOf): Step[] {
  const shape = shapeOf(weight);
  return [
    { name: weight, law: kaimingUniform(shape) },
    { name: bias, law: biasUniform(shape) },
  ];
}
