import { distillWork, ensembleWork, evaluateWork } from './models.ts';
import { checkPage, dataPage, evaluationPage, inspectionPage, suspectsPage } from './pages.ts';
import { ablateWork, confirmWork, continueWork, learningCurveWork, rerunWork } from './trainings.ts';
import type { Work } from './work.ts';

/** The actions that a person may start, by the names of their commands. */
const actions: Readonly<Record<string, Work>> = {
  rerun: rerunWork,
  continue: continueWork,
  confirm: confirmWork,
  ensemble: ensembleWork,
  evaluate: evaluateWork,
  distill: distillWork,
  ablate: ablateWork,
  'learning-curve': learningCurveWork,
};

/** The pages of reports. */
const pages: Readonly<Record<string, Work>> = {
  data: dataPage,
  check: checkPage,
  suspects: suspectsPage,
  inspection: inspectionPage,
  evaluation: evaluationPage,
};

/** The work of an action's name, or of `page:data` and the like; undefined for an unknown name. */
export function workNamed(name: string): Work | undefined {
  const [, page] = /^page:(.*)$/.exec(name) ?? [];
  const [all, own] = page === undefined ? [actions, name] : [pages, page];
  return Object.hasOwn(all, own) ? all[own] : undefined;
}
