import type { Context } from 'hono';
import { Refused } from './refused.ts';

const mostBytes = 100_000;

/** The body of a request as JSON. Refused for another type, for one that is too long, and for what is not JSON. */
export async function jsonBody({ req }: Context): Promise<unknown> {
  const [type = ''] = (req.header('content-type') ?? '').split(';');
  if (type.trim() !== 'application/json') throw new Refused(415, 'the body must be application/json');
  const text = await shortText(req.raw.body);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refused(400, 'the body must be JSON');
  }
}

async function shortText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > mostBytes) throw new Refused(413, `the body must have at most ${mostBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
