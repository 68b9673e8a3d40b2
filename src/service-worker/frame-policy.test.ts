import { expect, test } from 'vitest';
import { framePolicy } from './frame-policy.ts';
import { CONTENT_SECURITY_POLICY, securityHeaders } from './security-headers.ts';

const URL = 'https://page.example/folder/?embed';

function host(answer: () => Response) {
  const asked: string[] = [];
  const fetch = async (url: string | URL | Request): Promise<Response> => {
    asked.push(url instanceof Request ? url.url : url.toString());
    return answer();
  };
  return { asked, fetch };
}

/** Every `frame-ancestors` of a header, as a browser reads it: policies by commas, directives by semicolons. */
function ancestorsIn(policy: string | undefined): readonly string[] {
  return (policy ?? '')
    .split(',')
    .flatMap((one) => one.split(';').map((directive) => directive.trim().toLowerCase()))
    .filter((directive) => directive.startsWith('frame-ancestors'));
}

const saying = (headers: Record<string, string>) =>
  host(() => new Response('page', { headers })).fetch;
const inFrame = { destination: 'iframe', url: URL } as const;

test.each(['iframe', 'frame', 'embed', 'object'] as const)(
  'what a host says of frames holds for a kept page too: %s',
  async (destination) => {
    const { asked, fetch } = host(
      () => new Response('', { headers: securityHeaders(['https://lms.example']) }),
    );
    const policy = await framePolicy({ destination, url: URL }, fetch);
    expect(asked).toEqual([URL]);
    expect(ancestorsIn(policy['Content-Security-Policy'])).toEqual([
      "frame-ancestors 'self' https://lms.example",
    ]);
    expect(policy['Content-Security-Policy']).toContain(CONTENT_SECURITY_POLICY);
    expect(policy['Cross-Origin-Resource-Policy']).toBe('cross-origin');
  },
);

test.each(['document', 'script', ''] as const)(
  'a page of its own asks nobody: "%s"',
  async (destination) => {
    const { asked, fetch } = host(() => new Response(''));
    const policy = await framePolicy({ destination, url: URL }, fetch);
    expect(policy).toEqual({ 'Content-Security-Policy': CONTENT_SECURITY_POLICY });
    expect(asked).toEqual([]);
  },
);

test.each([
  ['a policy of its own', "frame-ancestors 'none'", ["frame-ancestors 'none'"]],
  [
    'among others',
    "img-src *; frame-ancestors 'self'; base-uri 'none'",
    ["frame-ancestors 'self'"],
  ],
  [
    'in two policies, which both hold',
    "frame-ancestors 'self' https://a.example, default-src 'none'; FRAME-ANCESTORS https://b.example",
    ["frame-ancestors 'self' https://a.example", 'frame-ancestors https://b.example'],
  ],
  ['nowhere: anybody may', "default-src 'self'", []],
] as const)('a host says it %s', async (_, header, wanted) => {
  const policy = await framePolicy(inFrame, saying({ 'Content-Security-Policy': header }));
  expect(ancestorsIn(policy['Content-Security-Policy'])).toEqual(wanted);
});

test('the older header is passed on', async () => {
  const policy = await framePolicy(inFrame, saying({ 'X-Frame-Options': 'DENY' }));
  expect(policy['X-Frame-Options']).toBe('DENY');
});

test.each([
  ['without a network', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['where the host is out of order', async () => new Response('', { status: 500 })],
] as const)('%s only the page’s own origin may', async (_, fetch) => {
  const policy = await framePolicy(inFrame, fetch);
  expect(ancestorsIn(policy['Content-Security-Policy'])).toEqual(["frame-ancestors 'self'"]);
});
