import { type Context, Hono } from 'hono';
import type { DashboardContext } from './context.ts';
import { mayAct, refusalOf } from './door/door.ts';
import { answeredFault } from './door/refused.ts';
import { addActingRoutes } from './routes/acting-routes.ts';
import { addFindingRoutes } from './routes/finding-routes.ts';
import { addJobRoutes } from './routes/job-routes.ts';
import { addListRoutes } from './routes/list-routes.ts';
import { addOverviewRoutes } from './routes/overview-routes.ts';
import { addStudyRoutes } from './routes/study-routes.ts';
import { wordsOf } from './words.ts';

/** The answers of the dashboard's server to every request. */
export function dashboardApp(context: DashboardContext): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    const refusal = refusalOf(context.door, callerOf(c));
    if (refusal === undefined) await context.reader.during(next);
    else c.res = c.json({ error: refusal.error }, refusal.status);
  });
  app.get('/api/session', (c) => c.json(sessionOf(context, c)));
  app.get('/open/*', (c) => {
    const { opening, query, door } = context;
    return opening.take(c.req.path) ? c.redirect(`/${query}#token=${door.token}`) : notFound(c);
  });
  addListRoutes(app, context);
  addJobRoutes(app, context);
  addActingRoutes(app, context);
  addOverviewRoutes(app, context);
  addStudyRoutes(app, context);
  addFindingRoutes(app, context);
  app.get('*', (c) => assetAnswer(context, c) ?? notFound(c));
  app.all('*', (c) => c.json({ error: 'this method is not allowed here' }, 405));
  app.onError((error, c) => {
    const { status, error: text, isOurs } = answeredFault(error, wordsOf(context.db));
    if (isOurs) context.onFault(error);
    return c.json({ error: text }, status);
  });
  return app;
}

function notFound(c: Context): Response {
  return c.json({ error: 'not found' }, 404);
}

function callerOf({ req }: Context) {
  return {
    ...{ method: req.method, path: req.path },
    ...{ host: req.header('host'), origin: req.header('origin'), site: req.header('sec-fetch-site') },
    authorization: req.header('authorization'),
  };
}

/** The rights of a page with its token; nothing of the studies. */
function sessionOf({ door, db, version }: DashboardContext, c: Context) {
  const acts = mayAct(door, callerOf(c));
  const reads = acts || door.isLocal;
  return { version, mayRead: reads, mayAct: acts, ...(reads && { db }) };
}

function assetAnswer({ assets }: DashboardContext, c: Context): Response | undefined {
  const asset = assets.get(c.req.path);
  if (asset === undefined) return undefined;
  const isGzip = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
  const headers = {
    'Content-Type': asset.type,
    ...(isGzip && { 'Content-Encoding': 'gzip' }),
    Vary: 'Accept-Encoding',
    ...(asset.isImmutable && { 'Cache-Control': 'private, max-age=31536000, immutable' }),
  };
  return new Response(isGzip ? asset.gzip : asset.bytes, { headers });
}
