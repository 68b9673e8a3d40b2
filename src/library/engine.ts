import { createEngineClient, type EngineClient } from '../engine/client.ts';
import { spawnWorker, type EngineFiles } from '../engine/spawn-worker.ts';

/**
 * The engine's public door: this page, the web component and other people's pages enter by it, and what is exported here
 * is what is kept stable. `docs/library.md` describes it.
 */

/**
 * An engine that answers from a worker of its own, which starts with the first call. Models of one engine share what they
 * have in common; two engines share nothing.
 */
export function createEngine(files: EngineFiles = {}): EngineClient {
  return createEngineClient(() => spawnWorker(files));
}

export { headLogits } from '../core/heads/head.ts';
export { normaliseRows } from '../core/scoring/normalise-rows.ts';
export { EngineError } from '../engine/errors.ts';

export type { LoadReport, Provenance } from '../core/checkpoint/load-report.ts';
export type { LoadRuleId, Reset } from '../core/checkpoint/load-rules.ts';
export type { Head } from '../core/heads/head.ts';
export type { HeadRequest, MadeHead } from '../core/heads/make-head.ts';
export type { Matrix } from '../core/scoring/matrix.ts';
export type { CallOptions, Progress } from '../engine/calls.ts';
export type { EngineClient } from '../engine/client.ts';
export type { Engine } from '../engine/contract.ts';
export type { DeviceReport } from '../engine/device.ts';
export type { Classification, ImageEmbeddings, TextEmbeddings } from '../engine/encoding.ts';
export type { EngineErrorCode } from '../engine/error-codes.ts';
export type { Inspection } from '../engine/inspecting.ts';
export type { LoadedModel, LoadOptions, ModelInfo, ModelSource } from '../engine/loading.ts';
export type { TrainedModel, TrainingData, TrainOptions } from '../engine/training.ts';
export type { EngineFiles } from '../engine/spawn-worker.ts';
