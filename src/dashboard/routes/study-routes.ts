import type { Hono } from 'hono';
import { curveColumns } from '../../actions/dashboard/curve-columns.ts';
import { lookAtStudy } from '../../actions/dashboard/dashboard-study.ts';
import { trialRuns } from '../../actions/dashboard/trial-runs.ts';
import { exportStored } from '../../actions/transfer/export-study.ts';
import { encodeCurves } from '../../plots/columns/curve-columns.ts';
import { schedulingOf } from '../../runs/results/scheduling-report.ts';
import type { DashboardContext } from '../context.ts';
import { eventStream } from '../live/event-stream.ts';
import { addShared, numberInQuery, studyIn } from './asked-study.ts';

/** Adds the routes that read a study, besides those of its overview. */
export function addStudyRoutes(app: Hono, context: DashboardContext): void {
  const { db, watch } = context;
  addShared(app, context, ['runs', 'rests'], (study) => trialRuns({ study, db }));
  addShared(app, context, ['curves', 'rests', 'metric', 'since'], async (study, c) => {
    const asked = { metric: c.req.query('metric'), since: numberInQuery(c, 'since') };
    return encodeCurves(await curveColumns({ study, db, ...asked }));
  });
  addShared(app, context, ['scheduling', 'rests'], (study) => lookAtStudy({ study, db }, schedulingOf));
  addShared(app, context, ['space', 'rests'], (study) =>
    lookAtStudy({ study, db }, async (read) => read.study.spec.space),
  );
  addShared(app, context, ['ensembles', 'follows'], (study) =>
    lookAtStudy({ study, db }, ({ store }) => store.ensembles(study)),
  );
  app.get('/api/studies/:study/requests', async (c) => {
    const study = studyIn(c);
    return c.json(await lookAtStudy({ study, db }, (read) => read.store.requests(study)));
  });
  app.get('/api/studies/:study/export.csv', async (c) => {
    const { name, csv } = await csvOf(context, studyIn(c));
    const file = encodeURIComponent(`${name}.csv`);
    return c.body(csv, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename*=UTF-8''${file}`,
    });
  });
  app.get('/api/studies/:study/events', (c) => {
    const study = studyIn(c);
    const body = eventStream((sink) => watch.follow(study, sink));
    return c.body(body, 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'X-Accel-Buffering': 'no',
    });
  });
}

/** All trials, as `hpsearch export --format csv` prints them. */
function csvOf({ db }: DashboardContext, asked: number) {
  return lookAtStudy({ study: asked, db }, async ({ store, study }) => {
    const texts: string[] = [];
    await exportStored(
      { store, study },
      {
        format: 'csv',
        to: undefined,
        weights: false,
        db,
        replace: false,
        study: study.name,
        model: undefined,
      },
      { signal: () => new AbortController().signal, print: (text) => texts.push(text) },
    );
    return { name: study.name, csv: `${texts.join('\n')}\n` };
  });
}
