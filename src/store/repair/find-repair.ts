import type { EngineErrorData } from '../../engine/errors.ts';
import type { Inspection } from '../../engine/inspecting.ts';
import type { Outside } from '../outside.ts';
import { type Candidate, repairCandidates } from './repair-offers.ts';
import { type Sample, samplePicture } from '../pictures/picture.ts';
import type { Fit, Offer } from './offer.ts';
import type { Column } from '../types.ts';
import { attempt } from '../../engine/attempt.ts';
import { withModel } from '../../engine/with-model.ts';
import { blobOf } from '../pictures/blob-of.ts';
import { type Measured, measurePair } from './measure-pair.ts';
import { choiceOptions, modelSource } from '../columns/model-choice.ts';

interface RepairRequest {
  readonly outside: Pick<Outside, 'engine' | 'address' | 'fetch'>;
  readonly columns: readonly Column[];
  readonly column: Column;
  /** The sample shelf. */
  readonly samples: readonly Sample[];
  readonly signal: AbortSignal;
}

/** Enough to tell a model from guessing, few enough for a full-size image tower on a processor. */
const MOST_PICTURES = 40;

/** Looks into every text tower that a column could take, then measures those that are at hand; `say` hears each step. */
export async function findRepair(
  request: RepairRequest,
  say: (offers: readonly Offer[]) => void,
): Promise<void> {
  const { columns, column, signal } = request;
  let offers: readonly Offer[] = repairCandidates(columns, column).map(newOffer);
  const change = (index: number, part: Partial<Offer>): void => {
    offers = offers.map((offer, i) => (i === index ? { ...offer, ...part } : offer));
    say(offers);
  };
  say(offers);
  await Promise.all(
    offers.map(async (offer, index) => {
      const fit = await lookInto(offer, request);
      const atHand = offer.origin.kind !== 'preset' && fit.kind === 'fits';
      change(index, { fit, measured: atHand ? { kind: 'waiting' } : null });
    }),
  );
  for (const [index, offer] of offers.entries()) {
    if (signal.aborted || offer.measured?.kind !== 'waiting') continue;
    change(index, { measured: { kind: 'running' } });
    const result = await attempt(
      () => measure(offer, request),
      (error) => change(index, { measured: { kind: 'failed', error } }),
    );
    if (result) change(index, { measured: { kind: 'measured', result } });
  }
}

async function lookInto({ choice }: Candidate, request: RepairRequest): Promise<Fit> {
  const { outside, signal } = request;
  let failed: EngineErrorData | null = null;
  const seen = await attempt(
    () =>
      outside.engine.inspect(modelSource(choice.source, outside.address), {
        ...choiceOptions(choice),
        signal,
      }),
    (error) => (failed = error),
  );
  return seen ? fitOf(seen) : failureOf(failed);
}

async function measure({ choice }: Candidate, request: RepairRequest): Promise<Measured> {
  const { engine, address } = request.outside;
  const { signal } = request;
  const source = modelSource(choice.source, address);
  return withModel(engine, source, { ...choiceOptions(choice), signal }, async ({ id }) =>
    measurePair(engine, id, await pictures(request), signal),
  );
}

/** Sample pictures from the whole length of the shelf, with their bytes. */
function pictures({ outside: { address, fetch }, samples, signal }: RepairRequest) {
  const step = Math.max(1, samples.length / MOST_PICTURES);
  const few = samples.filter((_, index) => Math.floor(index % step) === 0).slice(0, MOST_PICTURES);
  return Promise.all(
    few.map(async (sample) => {
      const picture = samplePicture(sample, address);
      return { known: picture.known, blob: await blobOf(picture, fetch, signal) };
    }),
  );
}

function newOffer(candidate: Candidate): Offer {
  return { ...candidate, fit: { kind: 'looking' }, measured: null };
}

function fitOf({ report }: Inspection): Fit {
  const bytes = report.parameters
    .filter(({ parameter }) => parameter.part.startsWith('text'))
    .flatMap(({ provenance }) => (provenance.kind === 'loaded' ? provenance.pieces : []))
    .reduce((sum, { tensor }) => sum + tensor.end - tensor.begin, 0);
  const { kind } = report.verdict;
  // Without a logit scale both towers are whole all the same.
  return { kind: 'fits', bytes, complete: kind === 'complete' || kind === 'both-towers' };
}

function failureOf(error: EngineErrorData | null): Fit {
  if (!error) return { kind: 'looking' };
  const { image, text } = error.details;
  if (error.code === 'towers-apart' && typeof image === 'number' && typeof text === 'number') {
    return { kind: 'apart', image, text };
  }
  return { kind: 'failed', error };
}
