/** The address under `rel="next"` of a `Link` header (RFC 8288), as the hub pages its listings; `null` where there is none. */
export function nextLink(header: string | null): string | null {
  for (const link of (header ?? '').split(/,\s*(?=<)/)) {
    const match = /^\s*<([^>]*)>\s*;(.*)$/.exec(link);
    if (match?.[1] && /(?:^|;)\s*rel\s*=\s*"?next"?\s*(?:;|$)/i.test(match[2] ?? '')) {
      return match[1];
    }
  }
  return null;
}
