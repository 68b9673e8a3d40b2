import {
  isTooMuchWork,
  makeHead,
  type HeadRequest,
  type MadeHead,
} from '../../core/heads/make-head.ts';
import { EngineError } from '../../engine/errors.ts';

/** @throws EngineError `invalid-input` for numbers that do not fit together, and for more work than a head may take */
export function fitHead(request: HeadRequest): MadeHead {
  if (isTooMuchWork(request))
    throw new EngineError('invalid-input', 'Give fewer labels or fewer examples of each.');
  try {
    return makeHead(request);
  } catch (error) {
    if (error instanceof RangeError) throw new EngineError('invalid-input', error.message);
    throw error;
  }
}
