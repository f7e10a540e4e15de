import { confirm, confirmOptions } from '../../../actions/confirm.ts';
import { continueOptions, continueTrials } from '../../../actions/continue-trials.ts';
import { ablate, ablateOptions } from '../../../actions/learned/ablate.ts';
import { learningCurve, learningCurveOptions } from '../../../actions/learned/learning-curve.ts';
import { rerun, rerunOptions } from '../../../actions/rerun.ts';
import { renderAblation } from '../../../report/text/trials/ablation-text.ts';
import { renderConfirm } from '../../../report/text/trials/confirm-text.ts';
import { renderContinued } from '../../../report/text/trials/continue-text.ts';
import { renderLearningCurve } from '../../../report/text/trials/learning-curve-text.ts';
import { renderRerun, renderSpread } from '../../../report/text/trials/rerun-text.ts';
import { defineWork, textColumns, type WorkWatch } from './work.ts';

export const rerunWork = defineWork({
  action: rerunOptions,
  run: async (request, watch) => {
    const report = await rerun(request, {
      begin: (_, trainings) => ({ signal: watch.signal(), onEnd: counter(watch, trainings) }),
    });
    return { text: 'identical' in report ? renderRerun(report) : renderSpread(report) };
  },
});

export const continueWork = defineWork({
  action: continueOptions,
  run: async (request, watch) => {
    let tell = () => {};
    const { study, continued, parents } = await continueTrials(request, {
      begin: async (plan) => {
        tell = counter(watch, plan.parents.length);
        return watch.signal();
      },
      onStart: () => {},
      onEpoch: (trial, epoch) => watch.step(`trial ${trial}: epoch ${epoch}`),
      onEnd: () => tell(),
    });
    return { text: renderContinued(continued, parents, study.spec.objective) };
  },
});

export const confirmWork = defineWork({
  action: confirmOptions,
  run: async (request, watch) => {
    const report = await confirm(request, {
      begin: () => ({
        signal: watch.signal(),
        onEnd: () => {},
        onRound: (round, left) =>
          watch.step(
            `round ${round} of at most ${request.rounds}, left: ${left.join(', ')}`,
            round / request.rounds,
          ),
      }),
    });
    return { text: renderConfirm(report, textColumns) };
  },
});

export const ablateWork = defineWork({
  action: ablateOptions,
  run: async (request, watch) => {
    const report = await ablate(request, {
      begin: (_, __, trainings) => ({ signal: watch.signal(), onEnd: counter(watch, trainings) }),
    });
    return { text: renderAblation(report, textColumns) };
  },
});

export const learningCurveWork = defineWork({
  action: learningCurveOptions,
  run: async (request, watch) => {
    const report = await learningCurve(request, {
      begin: (_, __, trainings) => ({ signal: watch.signal(), onEnd: counter(watch, trainings) }),
    });
    return { text: renderLearningCurve(report, textColumns) };
  },
});

/** Says at once how many trainings there are; each call counts one that has ended. */
function counter(watch: WorkWatch, trainings: number): () => void {
  let ended = 0;
  const tell = () => watch.step(`${ended} of ${trainings} trainings`, ended / trainings);
  tell();
  return () => {
    ended += 1;
    tell();
  };
}
