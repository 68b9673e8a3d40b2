import type { GraphValue } from './graph-value.ts';
import type { GraphStep } from './read-steps.ts';

/** What comes of a step whose inputs are known that far; one value for each output. Shapes are those of the ONNX operators' documentation. */
export type StepRule = (step: GraphStep, inputs: readonly GraphValue[]) => readonly GraphValue[];
