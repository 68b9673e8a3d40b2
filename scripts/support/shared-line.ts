import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Milliseconds between two helpings. */
const TICK = 20;
/** So much waits for a visitor at most: a server sees how fast its visitor is. */
const MOST = 1 << 18;

/** Milliseconds that one helping makes up for at most. */
const MOST_LATE = 200;

export interface SharedLine {
  readonly port: number;
  close(): void;
}

/**
 * A line in front of a server, over which all visitors together get so many bits a second, each an equal part of what the
 * others leave: what a room's access point does, but for latency and losses.
 */
export async function shareLine(target: number, bitsPerSecond: number): Promise<SharedLine> {
  let last = performance.now();
  const waiting = new Map<Socket, Buffer[]>();
  const servers = new WeakMap<Socket, Socket>();
  /** The server has hung up on them: so does the line, once they have what was sent. */
  const ended = new WeakSet<Socket>();
  const serve = (): void => {
    // A busy machine is late for some helpings: the line is no slower for it.
    const now = performance.now();
    let left = (bitsPerSecond / 8) * (Math.min(now - last, MOST_LATE) / 1000);
    last = now;
    // Whoever wants less than an equal part leaves the rest to the others.
    const wanting = [...waiting].toSorted(([, a], [, b]) => bytesOf(a) - bytesOf(b));
    for (const [index, [visitor, parts]] of wanting.entries()) {
      left -= send(visitor, parts, Math.ceil(left / (wanting.length - index)));
      if (bytesOf(parts) < MOST) servers.get(visitor)?.resume();
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
      if (bytesOf(parts) >= MOST) upstream.pause();
    });
    servers.set(visitor, upstream);
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
