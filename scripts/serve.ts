import { networkInterfaces } from 'node:os';
import { parseArgs } from 'node:util';
import { serveBuild } from './support/serve-build.ts';

/** `npm run serve [-- --port 8080] [--host 127.0.0.1] [--frame-ancestors https://lms.example]`: the built page for everybody in the room. */
const EVERYWHERE = '0.0.0.0';

/** Addresses under which others in the same network reach this machine. */
function addresses(host: string): string[] {
  if (host !== EVERYWHERE) return [host];
  return Object.values(networkInterfaces())
    .flatMap((cards) => cards ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      host: { type: 'string', default: EVERYWHERE },
      'frame-ancestors': { type: 'string', multiple: true, default: [] },
    },
  });

  const { port } = await serveBuild('dist', Number(values.port), values.host, {
    // Several after one option, as in the header, or the option several times.
    frameAncestors: values['frame-ancestors'].flatMap((list) => list.split(/\s+/).filter(Boolean)),
  });
  console.log(`On this machine: http://localhost:${port}/`);
  for (const address of addresses(values.host))
    console.log(`In this network: http://${address}:${port}/`);
  console.log(
    'Without https a browser gives other machines one thread and keeps nothing for offline use: docs/workshop.md says how to have it.',
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
