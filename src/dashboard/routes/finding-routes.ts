import type { Hono } from 'hono';
import { lookAtStudy } from '../../actions/dashboard/dashboard-study.ts';
import { verdict } from '../../actions/dashboard/verdict/verdict.ts';
import { parameterImportance } from '../../actions/learned/importance.ts';
import { show } from '../../actions/show.ts';
import { UsageError } from '../../faults/errors.ts';
import { worded } from '../../faults/message.ts';
import type { DashboardContext } from '../context.ts';
import { wordsOf } from '../words.ts';
import { addShared, numberInPath } from './asked-study.ts';

/** Adds the routes of what is derived from a study's trials. */
export function addFindingRoutes(app: Hono, context: DashboardContext): void {
  const { db } = context;
  const nameOf = (study: number) => lookAtStudy({ study, db }, async (read) => read.study.name);
  addShared(app, context, 'importance', async (study) => {
    try {
      return await parameterImportance({
        ...{ study: await nameOf(study), db, method: 'ped-anova', best: undefined, pairs: false },
      });
    } catch (error) {
      // Too few trials yet, or nothing that varies.
      if (error instanceof UsageError) return null;
      throw error;
    }
  });
  addShared(app, context, 'verdict', async (study) => {
    const { next, ...found } = await verdict({ study, db });
    const words = wordsOf(db, await nameOf(study));
    return { ...found, next: next.map(({ reason, action }) => ({ reason, command: worded(action, words) })) };
  });
  addShared(app, context, 'trials/:trial', async (study, c) =>
    show({
      ...{ trial: numberInPath(c, 'trial', 'the study has no trial of this number'), db },
      ...{ study: await nameOf(study), confusion: false, importance: false, dynamics: false },
    }),
  );
}
