/** Tries after the first one. */
const MAX_RETRIES = 4;
/** First delay where the server names none; each further one is twice as long. */
const FIRST_DELAY_MS = 1000;
/** A server that wants a longer pause is busier than a person waits for: then it is said, not waited. */
const LONGEST_DELAY_MS = 120_000;

/** Answers that mean "later": too many requests, and a server that is overloaded or restarting. */
export function isBusy(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}

/**
 * Milliseconds until the next try of a request, or `null` where it should be given up.
 * @param retries how often it was tried again already
 * @param retryAfter the server's `Retry-After`, in seconds or as a date; `null` where it said nothing
 * @param now milliseconds since 1970
 */
export function retryDelay(retries: number, retryAfter: string | null, now: number): number | null {
  if (retries >= MAX_RETRIES) return null;
  const delay = parseRetryAfter(retryAfter, now) ?? FIRST_DELAY_MS * 2 ** retries;
  return delay > LONGEST_DELAY_MS ? null : delay;
}

/** Milliseconds that a `Retry-After` asks for (RFC 9110, 10.2.3), or `null` where there is none that can be read. */
export function parseRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
