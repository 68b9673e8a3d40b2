import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { tensorsThatMustBeZero } from '../../core/checkpoint/load-plan.ts';
import { EngineError } from '../../engine/errors.ts';
import { readTensor, type SourcesByName } from './read-parameter.ts';

/**
 * Refuses what cannot be built as the file means it.
 * @throws EngineError `checkpoint-shape-mismatch` with both shapes, `checkpoint-unsupported` for a head with a bias
 */
export async function checkReport(report: LoadReport, sources: SourcesByName): Promise<void> {
  for (const { parameter, provenance } of report.parameters) {
    if (provenance.kind !== 'shape-mismatch') continue;
    const [expected, found] = [provenance.expected, provenance.found].map(shapeInWords);
    throw new EngineError(
      'checkpoint-shape-mismatch',
      `The checkpoint's "${provenance.pieces[0]?.tensor.name ?? parameter.name}" has the shape ${found}, but this model needs ${expected}. The configuration belongs to another model: take the one that came with the checkpoint.`,
      { parameter: parameter.name, expected: expected ?? '', found: found ?? '' },
    );
  }
  for (const piece of tensorsThatMustBeZero(report)) {
    const values = await readTensor(piece, sources);
    if (values.every((value) => value === 0)) continue;
    throw new EngineError(
      'checkpoint-unsupported',
      `The image projection of this checkpoint adds a bias ("${piece.tensor.name}"), which CLIP's does not. It was trained for another task; take the original CLIP weights.`,
      { kind: 'head-bias', tensor: piece.tensor.name },
    );
  }
}

function shapeInWords(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
