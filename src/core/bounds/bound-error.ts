import { CodedError } from '../errors.ts';

/** A file that would cost more work than any honest one of its kind, with the bound that it broke. */
export class BoundError extends CodedError<'too-much-work'> {
  override readonly name = 'BoundError';

  /** @param what the thing that was counted, in the plural, such as `instructions of its pickle` */
  constructor(what: string, limit: number) {
    super(
      'too-much-work',
      `The file asks for too much work: more than ${limit} ${what}. No honest file of its kind needs that many; take it from a source that you trust.`,
      { what, limit },
    );
  }
}
