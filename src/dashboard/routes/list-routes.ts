import type { Hono } from 'hono';
import { summaryOf } from '../../actions/studies.ts';
import { runOf } from '../../runs/results/study-run.ts';
import type { Store, Study } from '../../store/store.ts';
import type { DashboardContext } from '../context.ts';

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
  const summary = await summaryOf(store, study);
  const { isRunning } = await runOf(store, study.id, summary.trials);
  return { id: study.id, isRunning, ...summary };
}
