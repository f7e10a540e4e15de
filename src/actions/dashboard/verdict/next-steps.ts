import { action, message } from '../../../faults/message.ts';
import { fitOf } from '../../../metrics/fit.ts';
import type { VerdictReport } from '../../../reports/dashboard/verdict-report.ts';
import { whyNoModels } from '../../../study/study-spec.ts';
import { hasEnded, type Trial } from '../../../study/trial.ts';
import { isWorthwhile } from './gain-lines.ts';
import type { JudgedStudy } from './judged-study.ts';
import { edgesOf } from './parameter-lines.ts';

type Step = VerdictReport['next'][number];

/** More steps would be a manual. */
const mostSteps = 4;
/** Most trials that a race compares. */
const mostRaced = 10;
/** Fewer models are hardly better together. */
const fewestMembers = 3;
/** Trials among which a refined space finds something (docs/search.md). */
const fewestToRefine = 40;

/** The next actions, the most useful first: at most four. */
export function nextSteps(judged: JudgedStudy, gain: VerdictReport['gain']): Step[] {
  const { study, best, tied, seeds, ranked, ensembles } = judged;
  if (study.spec.model.kind === 'imported') return [];
  const hasModels = whyNoModels(study.spec.model) === undefined;
  const steps: (Step | false)[] = [
    hasModels && raceOf(judged),
    hasModels &&
      ensembles.length === 0 &&
      ranked.length >= fewestMembers &&
      step(
        'combine the best models: several are usually better than one',
        action('ensemble', { study: undefined }),
      ),
    moreTrials(judged, gain),
    refined(judged),
    hasModels &&
      fitOf(best, study.spec.objective, ranked)?.verdict === 'overfits' &&
      step('see whether more rows would help the best trial', action('learningCurve', { trial: best.trial })),
    hasModels &&
      tied === undefined &&
      seeds === undefined &&
      step('see how much of its value is luck of the seed', action('rerun', { trial: best.trial, seeds: 5 })),
  ];
  return steps.filter((each) => each !== false).slice(0, mostSteps);
}

/** Where no trial is complete and all have failed. */
export function repairSteps(trials: readonly Trial[]): Step[] {
  const ended = trials.filter(hasEnded);
  if (ended.length === 0) return [];
  const [first] = ended as [Trial];
  return [
    step('see why it failed', action('show', { trial: first.trial })),
    step('check the data, the model and the training', action('check', { space: undefined })),
  ];
}

function step(reason: string, called: ReturnType<typeof action>): Step {
  return { reason, action: message`${called}` };
}

function raceOf({ tied, best }: JudgedStudy): Step | false {
  if (tied === undefined || tied.trials.length === 0) return false;
  const top = Math.min(mostRaced, tied.trials.length + 1);
  const reason = `race trial ${best.trial} and those as good on new rows and seeds: which is really best?`;
  return step(reason, action('confirm', { top }));
}

function moreTrials(judged: JudgedStudy, gain: VerdictReport['gain']): Step | false {
  if (gain === null || !isWorthwhile(judged, gain)) return false;
  return step(
    'more trials are likely to pay',
    action('search', { space: undefined, trials: 2 * gain.trials }),
  );
}

function refined(judged: JudgedStudy): Step | false {
  const { stage } = judged;
  if (stage.trials.filter(hasEnded).length < fewestToRefine) return false;
  const isAtEdge = edgesOf(judged).length > 0;
  const reason = isAtEdge
    ? 'search a space that goes on where the best values lie'
    : 'search a narrower space around the best values';
  return step(reason, action('refine', { study: undefined }));
}
