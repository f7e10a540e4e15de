import type { createServer } from 'node:http';
import { isIP } from 'node:net';
import { UsageError } from '../faults/errors.ts';
import { listen, loopback } from '../http/listen.ts';
import { defaultPort } from './dashboard-options.ts';

const tried = 50;

/** The port that was asked for, or the first free one from the usual one on. */
export async function listenOn(
  server: ReturnType<typeof createServer>,
  host: string,
  port: number | undefined,
): Promise<number> {
  if (port !== undefined) return listen(server, { port, host });
  for (let next = defaultPort; ; next++) {
    try {
      return await listen(server, { port: next, host });
    } catch (error) {
      if (!(error instanceof UsageError) || next === defaultPort + tried || !isPortTaken(error)) throw error;
    }
  }
}

function isPortTaken({ cause }: UsageError): boolean {
  return (cause as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE';
}

/** An address that a browser of this machine can open. */
export function shownHost(host = loopback): string {
  if (host === '0.0.0.0' || host === '::') return loopback;
  return isIP(host) === 6 ? `[${host}]` : host;
}
