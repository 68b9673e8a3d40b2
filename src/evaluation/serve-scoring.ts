import { createOutcomes } from '../core/evaluation/outcomes.ts';
import { scoreRows } from '../core/scoring/score-rows.ts';
import { engineErrorData } from '../engine/errors.ts';
import type { MessageEndpoint } from '../engine/protocol.ts';
import { scoreShards } from './score-shards.ts';
import type { ScoringReply, ScoringRequest } from './scoring-messages.ts';

/** Answers each request at `endpoint` once. Work is not given up here: whoever wants no more of it ends the thread. */
export function serveScoring(endpoint: MessageEndpoint): void {
  const columns = new Map<number, Float32Array>();
  const send = (message: ScoringReply, transfer: Transferable[] = []): void =>
    endpoint.send(message, transfer);

  function judgeRows(request: Extract<ScoringRequest, { kind: 'rows' }>): void {
    const { id, column, dimensions, rule, rows: embeddings, trueClasses } = request;
    const classVectors = request.classVectors ?? columns.get(column) ?? new Float32Array();
    columns.set(column, classVectors);
    const outcomes = createOutcomes(trueClasses.length);
    const scored = { embeddings, dimensions, classVectors, rule, outcomes };
    scoreRows(scored, trueClasses, 0, trueClasses.length);
    const { predicted, rank, confidence } = outcomes;
    const buffers = [predicted, rank, confidence].map(({ buffer }) => buffer as ArrayBuffer);
    send({ kind: 'outcomes', id, value: outcomes }, buffers);
  }

  async function answer(request: ScoringRequest): Promise<void> {
    const { id } = request;
    try {
      if (request.kind === 'rows') return judgeRows(request);
      const { signal } = new AbortController();
      const onRows = (rows: number): void => send({ kind: 'progress', id, rows });
      send({
        kind: 'tallies',
        id,
        value: await scoreShards({ ...request.work, signal, onRows }),
      });
    } catch (error) {
      send({ kind: 'error', id, error: engineErrorData(error) });
    }
  }

  endpoint.listen((data) => void answer(data as ScoringRequest));
}
