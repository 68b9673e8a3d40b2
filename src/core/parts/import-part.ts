import { CodedError } from '../errors.ts';
import { within } from '../waiting/within.ts';

/** A part of the page's own code that the server does not give: no network, or another build in its place. */
export class PartMissingError extends CodedError<'part-missing'> {
  override readonly name = 'PartMissingError';

  constructor(part: string) {
    const message = `A part of the page (${part}) could not be fetched. Try again with a connection.`;
    super('part-missing', message, { part });
  }
}

type Import = (address: string) => Promise<unknown>;

/** How Chromium, Firefox and Safari say that a module did not come, and how the build's own loader says it of a style. */
const NOT_FETCHED =
  /dynamically imported module|importing a module script failed|unable to preload css/i;
const ADDRESS = /\bhttps?:\/\/[^\s'"]+\.m?js\b/;

/** A connection that brings less than a part of the page in that time brings none. */
const LONGEST_MS = 60_000;

let tries = 0;

/**
 * Every lazy part of the page comes through here. A browser may remember for ever that a module did not come, so a part
 * that fails is asked for once more under a fresh address; so does each later call.
 * @param load imports one module and gives its namespace
 * @throws PartMissingError where it does not come; what the module itself throws passes through
 */
export async function importPart<M>(
  load: () => Promise<M>,
  again: Import = importAddress,
): Promise<M> {
  try {
    return await within(LONGEST_MS, load(), () => {
      throw new PartMissingError('script');
    });
  } catch (error) {
    if (!isMissing(error)) throw error;
    const address = ADDRESS.exec(messageOf(error))?.[0];
    if (address === undefined) throw new PartMissingError('script');
    try {
      return (await again(`${address}?again=${++tries}`)) as M;
    } catch (second) {
      if (!isMissing(second)) throw second;
      throw new PartMissingError(new URL(address).pathname.replace(/^.*\//, ''));
    }
  }
}

/** A web page under a script's address is no script, whatever its type says. */
function isMissing(error: unknown): boolean {
  return error instanceof SyntaxError || NOT_FETCHED.test(messageOf(error));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function importAddress(address: string): Promise<unknown> {
  return import(/* @vite-ignore */ address);
}
