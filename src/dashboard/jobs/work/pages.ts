import { checkStudy, reportStudyData, suspectsOfStudy } from '../../../actions/dashboard/study-pages.ts';
import { evaluate, evaluateOptions } from '../../../actions/evaluate.ts';
import { toggle } from '../../../actions/options/kinds.ts';
import { storedStudy, trial } from '../../../actions/options/shared.ts';
import { inspect } from '../../../actions/show.ts';
import {
  checkFragment,
  dataFragment,
  evaluationFragment,
  inspectionFragment,
  suspectsFragment,
} from '../../../report/html/fragments.ts';
import { defineWork } from './work.ts';

const options = { options: storedStudy };

/** The report on a study's data. */
export const dataPage = defineWork({
  action: options,
  run: async (request, watch) => {
    const { report, rows } = await reportStudyData(request, (text, share) => watch.step(text, share));
    return page(await dataFragment(report, rows));
  },
});

export const checkPage = defineWork({
  action: options,
  run: async (request, watch) => {
    const report = await checkStudy(request, (name, share) => watch.step(name, share));
    return page(await checkFragment(report));
  },
});

export const suspectsPage = defineWork({
  action: options,
  run: async (request) => page(suspectsFragment(await suspectsOfStudy(request))),
});

/** A trial's network and predictions, and with `dynamics` its second training. */
export const inspectionPage = defineWork({
  action: {
    options: {
      trial,
      dynamics: toggle('train the trial again to show how its predictions moved'),
      ...storedStudy,
    },
  },
  run: async (request, watch) => {
    const { report } = await inspect(
      { ...request, confusion: false, target: undefined, importance: false },
      {
        words: watch.words,
        begin: () => {
          watch.step('training it again, to follow its predictions');
          return { signal: watch.signal() };
        },
      },
    );
    return page(
      report.inspection === undefined
        ? ''
        : await inspectionFragment(report.inspection, request.dynamics ? 'dynamics' : 'network'),
    );
  },
});

/** A model's metrics, its confusion matrix and its reliability. */
export const evaluationPage = defineWork({
  action: evaluateOptions,
  run: async (request) => page(await evaluationFragment((await evaluate(request)).report)),
});

function page(html: string) {
  return { text: 'done', html };
}
