import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Milliseconds between two helpings. */
const TICK = 20;

export interface SharedLine {
  readonly port: number;
  close(): void;
}

/**
 * A line in front of a server, over which all visitors together get so many bits a second, each an equal part of what the
 * others leave: what a room's access point does, but for latency and losses.
 */
export async function shareLine(target: number, bitsPerSecond: number): Promise<SharedLine> {
  const perTick = (bitsPerSecond / 8) * (TICK / 1000);
  const waiting = new Map<Socket, Buffer[]>();
  /** The server has hung up on them: so does the line, once they have what was sent. */
  const ended = new WeakSet<Socket>();
  const serve = (): void => {
    let left = perTick;
    // Whoever wants less than an equal part leaves the rest to the others.
    const wanting = [...waiting].toSorted(([, a], [, b]) => bytesOf(a) - bytesOf(b));
    for (const [index, [visitor, parts]] of wanting.entries()) {
      left -= send(visitor, parts, Math.ceil(left / (wanting.length - index)));
      if (parts.length > 0) continue;
      waiting.delete(visitor);
      if (ended.has(visitor)) visitor.end();
    }
  };
  const timer = setInterval(serve, TICK);
  const server = createServer((visitor) => {
    const upstream = connect(target, '127.0.0.1');
    visitor.pipe(upstream);
    upstream.on('data', (part) => {
      const parts = waiting.get(visitor) ?? [];
      parts.push(part);
      waiting.set(visitor, parts);
    });
    const end = (): void => {
      waiting.delete(visitor);
      visitor.destroy();
      upstream.destroy();
    };
    upstream.on('end', () => {
      ended.add(visitor);
      if (!waiting.has(visitor)) visitor.end();
    });
    for (const socket of [visitor, upstream]) socket.on('error', end);
    visitor.on('close', end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      clearInterval(timer);
      server.close();
    },
  };
}

function bytesOf(parts: readonly Buffer[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** Sends at most so many bytes of what waits; gives how many. */
function send(to: Socket, parts: Buffer[], most: number): number {
  let sent = 0;
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const now = part.subarray(0, most - sent);
    to.write(now);
    sent += now.length;
    if (now.length === part.length) continue;
    parts.unshift(part.subarray(now.length));
    break;
  }
  return sent;
}
