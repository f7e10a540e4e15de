import type { Hono } from 'hono';
import { summaryOf } from '../../actions/studies.ts';
import type { Store, Study } from '../../store/store.ts';
import type { DashboardContext } from '../context.ts';
import { lookAt } from '../live/study-look.ts';

const heldMilliseconds = 1000;

/** Adds the list of the studies, the oldest first; clients share it for a second. */
export function addListRoutes(app: Hono, { reader }: DashboardContext): void {
  let listed: { readonly atMs: number; readonly studies: Promise<unknown> } | undefined;
  app.get('/api/studies', async (c) => {
    if (listed === undefined || performance.now() - listed.atMs > heldMilliseconds) {
      const studies = reader.use(async (store) =>
        Promise.all((await store.studies()).map((study) => entryOf(store, study))),
      );
      studies.catch(() => {
        listed = undefined;
      });
      listed = { atMs: performance.now(), studies };
    }
    return c.json((await listed.studies) as object);
  });
}

async function entryOf(store: Store, study: Study) {
  const { run } = await lookAt(store, study.id);
  return { id: study.id, isRunning: run.isRunning, ...(await summaryOf(store, study)) };
}
