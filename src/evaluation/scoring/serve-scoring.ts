import { countNearest } from '../../core/evaluation/nearest-class-mean.ts';
import { createOutcomes, type Outcomes } from '../../core/evaluation/outcomes.ts';
import { scoreRows } from '../../core/scoring/score-rows.ts';
import { engineErrorData } from '../../engine/errors.ts';
import type { MessageEndpoint } from '../../engine/protocol.ts';
import { buffersIn } from './buffers-in.ts';
import type { NearestPiece, ScoringReply, ScoringRequest } from './scoring-messages.ts';
import { scoringHere } from './scoring-here.ts';

type Rows = Extract<ScoringRequest, { kind: 'rows' }>;

/** Answers each request at `endpoint` once. Work is not given up here: whoever wants no more of it ends the thread. */
export function serveScoring(endpoint: MessageEndpoint): void {
  const columns = new Map<number, Float32Array>();
  const here = scoringHere();
  const send = (message: ScoringReply): void => endpoint.send(message, buffersIn(message));

  function judgeRows(request: Rows): Outcomes {
    const { column, dimensions, rule, rows: embeddings, trueClasses } = request;
    const classVectors = request.classVectors ?? columns.get(column) ?? new Float32Array();
    columns.set(column, classVectors);
    const outcomes = createOutcomes(trueClasses.length);
    const scored = { embeddings, dimensions, classVectors, rule, outcomes };
    scoreRows(scored, trueClasses, 0, trueClasses.length);
    return outcomes;
  }

  function judge(request: ScoringRequest) {
    switch (request.kind) {
      case 'rows':
        return judgeRows(request);
      case 'nearest':
        return countPiece(request.piece);
      case 'shards': {
        const { signal } = new AbortController();
        const onRows = (rows: number): void => send({ kind: 'progress', id: request.id, rows });
        return here.shards({ ...request.work, signal, onRows });
      }
      case 'read':
        return here.read(request.job, request.work);
    }
  }

  async function answer(request: ScoringRequest): Promise<void> {
    const { id } = request;
    try {
      send({ kind: 'result', id, value: await judge(request) });
    } catch (error) {
      send({ kind: 'error', id, error: engineErrorData(error) });
    }
  }

  endpoint.listen((data) => void answer(data as ScoringRequest));
}

function countPiece({ means, dimensions, rows: embeddings, classes }: NearestPiece): number {
  const data = { embeddings, dimensions, classes, classCount: means.classes.length };
  return countNearest(data, means, Uint32Array.from(classes.keys()));
}
