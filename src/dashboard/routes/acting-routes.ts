import type { Hono } from 'hono';
import { lookAtStudy } from '../../actions/dashboard/dashboard-study.ts';
import { steer } from '../../actions/steering/steer.ts';
import { worded } from '../../faults/message.ts';
import type { DashboardContext } from '../context.ts';
import { jsonBody } from '../door/json-body.ts';
import { addLabel } from '../labels/label-file.ts';
import { wordsOf } from '../words.ts';
import { studyIn } from './asked-study.ts';

/** Adds the routes by which a person acts at once. */
export function addActingRoutes(app: Hono, { db }: DashboardContext): void {
  app.post('/api/studies/:study/requests', async (c) => {
    const asked = { request: await jsonBody(c), askedBy: 'the dashboard', study: studyIn(c), db };
    const { request, note } = await steer(asked);
    return c.json({ request, note: worded(note, wordsOf(db)) }, 202);
  });
  app.post('/api/studies/:study/labels', async (c) => {
    const study = await lookAtStudy({ study: studyIn(c), db }, async (read) => read.study);
    return c.json({ path: await addLabel(db, study, await jsonBody(c)) });
  });
}
