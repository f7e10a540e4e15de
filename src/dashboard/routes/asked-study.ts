import type { Context, Hono } from 'hono';
import type { DashboardContext } from '../context.ts';
import { Refused } from '../door/refused.ts';
import type { Pace } from '../live/shared-answers.ts';

/** The id of the study in a path. Refused for anything but a whole number. */
export function studyIn(c: Context): number {
  return numberInPath(c, 'study', 'no study has this id');
}

/** Refused for anything but a whole number. */
export function numberInPath(c: Context, name: string, missing: string): number {
  const text = c.req.param(name) ?? '';
  if (!/^\d{1,9}$/.test(text)) throw new Refused(404, missing);
  return Number(text);
}

/** A number of the query; undefined where it is absent. Refused for anything else. */
export function numberInQuery(c: Context, name: string): number | undefined {
  const text = c.req.query(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new Refused(400, `${name}: must be a number, got ${text.slice(0, 40)}`);
}

/**
 * Adds a route whose answer all clients share: bytes, or JSON of anything else. It depends on the path and on the named
 * parameters of the query, and on nothing else of the address.
 */
export function addShared(
  app: Hono,
  context: DashboardContext,
  [path, pace, ...parameters]: readonly [path: string, pace: Pace, ...parameters: string[]],
  answer: (study: number, c: Context) => Promise<unknown>,
): void {
  addEncoded(app, context, path, (study, c) => {
    const [, resource] = /^\/api\/studies\/\d+\/(.*)$/.exec(c.req.path) ?? [];
    const key = `${resource} ${JSON.stringify(parameters.map((name) => c.req.query(name) ?? null))}`;
    return context.answers.get(study, key, pace, async () => encoded(await answer(study, c)));
  });
}

/** Adds a route that answers once the shared answers of a study that has changed are forgotten. */
export function addEncoded(
  app: Hono,
  { watch }: Pick<DashboardContext, 'watch'>,
  path: string,
  answer: (study: number, c: Context) => Promise<Encoded>,
): void {
  app.get(`/api/studies/:study/${path}`, async (c) => {
    const study = studyIn(c);
    await watch.fresh(study);
    const { type, body } = await answer(study, c);
    // Not `c.body`, which makes an object of headers anew for each client.
    return new Response(body, { headers: { 'Content-Type': type } });
  });
}

export interface Encoded {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer> | string;
}

/** Bytes as they are, JSON of anything else. */
export function encoded(answer: unknown): Encoded {
  if (!(answer instanceof Uint8Array)) {
    return { type: 'application/json', body: JSON.stringify(answer ?? null) };
  }
  return { type: 'application/octet-stream', body: answer as Uint8Array<ArrayBuffer> };
}
