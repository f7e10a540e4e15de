import type { Hono } from 'hono';
import { lookAtStudy } from '../../actions/dashboard/dashboard-study.ts';
import { namedVerdict } from '../../actions/dashboard/verdict/verdict.ts';
import { importanceSoFar } from '../../actions/learned/importance.ts';
import { show } from '../../actions/show.ts';
import { wordedVerdict } from '../../reports/dashboard/verdict-report.ts';
import type { DashboardContext } from '../context.ts';
import { wordsOf } from '../words.ts';
import { addShared, numberInPath } from './asked-study.ts';

/** Adds the routes of what is derived from a study's trials. */
export function addFindingRoutes(app: Hono, context: DashboardContext): void {
  const { db } = context;
  const nameOf = (study: number) => lookAtStudy({ study, db }, async (read) => read.study.name);
  addShared(app, context, ['importance', 'rests'], (study) =>
    // Null with too few trials yet, and where nothing varies.
    lookAtStudy({ study, db }, async (read) => importanceSoFar(read.study, await read.trials()) ?? null),
  );
  addShared(app, context, ['verdict', 'rests'], async (study) => {
    const { study: name, verdict } = await namedVerdict({ study, db });
    return wordedVerdict(verdict, wordsOf(db, name));
  });
  addShared(app, context, ['trials/:trial', 'follows'], async (study, c) =>
    show({
      ...{ trial: numberInPath(c, 'trial', 'the study has no trial of this number'), db },
      ...{ study: await nameOf(study), confusion: false, importance: false, dynamics: false },
    }),
  );
}
