import type { Hono } from 'hono';
import { lookAtStudy } from '../../actions/dashboard/dashboard-study.ts';
import { show } from '../../actions/show.ts';
import type { DashboardContext } from '../context.ts';
import { addShared, numberInPath, studyIn } from './asked-study.ts';

/** Adds the routes of what is derived from a study's trials. */
export function addFindingRoutes(app: Hono, context: DashboardContext): void {
  const { db, findings, watch } = context;
  for (const part of ['importance', 'verdict'] as const) {
    app.get(`/api/studies/:study/${part}`, async (c) => {
      const study = studyIn(c);
      await watch.fresh(study);
      // One answer for both: the verdict names the parameters that matter.
      return c.json((await findings.of(study))[part]);
    });
  }
  addShared(app, context, ['trials/:trial', 'follows'], async (study, c) =>
    show({
      ...{ trial: numberInPath(c, 'trial', 'the study has no trial of this number'), db },
      study: await lookAtStudy({ study, db }, async (read) => read.study.name),
      ...{ confusion: false, target: undefined, importance: false, dynamics: false },
    }),
  );
}
