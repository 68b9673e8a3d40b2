import {
  twoSpaces,
  type NoSpaces,
  type SpacesRequest,
  type TwoSpaces,
} from '../../core/spaces/two-spaces.ts';
import { EngineError } from '../../engine/errors.ts';

/** @throws EngineError `invalid-input` for numbers that do not fit together, and for more points than are drawn */
export function layOutSpaces(request: SpacesRequest): TwoSpaces | NoSpaces {
  try {
    return twoSpaces(request);
  } catch (error) {
    if (error instanceof RangeError) throw new EngineError('invalid-input', error.message);
    throw error;
  }
}
