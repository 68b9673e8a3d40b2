/**
 * The page's Content-Security-Policy. Everything comes from the page's own origin, with two exceptions:
 * `connect-src` lets the visitor fetch a checkpoint or a picture from an address of their choice (a dragged picture may be a `data:` one), and `img-src` and
 * `media-src` show what is already in the tab (`blob:`). `wasm-unsafe-eval` compiles WebAssembly; it does not allow `eval`.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "manifest-src 'self'",
  "connect-src 'self' blob: data: https: http://localhost:* http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Headers that isolate the page, so that WASM threads may share memory. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'credentialless',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/**
 * What every answer of a server that can set headers carries.
 *
 * @param others origins whose pages may show the page inside of them, beside the page's own
 */
export function securityHeaders(others: readonly string[] = []): Readonly<Record<string, string>> {
  const ancestors = ["'self'", ...others].join(' ');
  return {
    ...ISOLATION_HEADERS,
    // An isolated page may show nothing that keeps to its own origin.
    ...(others.length > 0 && { 'Cross-Origin-Resource-Policy': 'cross-origin' }),
    'Content-Security-Policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors ${ancestors}`,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Permissions-Policy': 'camera=(self), microphone=(), geolocation=()',
  };
}

/** The same where nobody else may show the page. */
export const SECURITY_HEADERS = securityHeaders();
