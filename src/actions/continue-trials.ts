import { InterruptedError, NoTrialCompletedError } from '../faults/errors.ts';
import { type ActionReference, action, message, option } from '../faults/message.ts';
import { type ContinuedTrial, notContinued } from '../reports/continue-report.ts';
import { abortAfter } from '../runs/abort-after.ts';
import { type ContinuePlan, continueStudy, epochsFactor } from '../search/continue-study.ts';
import type { SearchEvents } from '../search/search.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { Trial } from '../study/trial.ts';
import { number, oneOf, seconds, trialNumbers, wholeNumber } from './options/kinds.ts';
import type { OptionsOf } from './options/option.ts';
import type { GivenOptions } from './options/read-options.ts';
import { storedStudy, workers } from './options/shared.ts';

export const continueOptions = {
  options: {
    trials: trialNumbers({ describe: 'numbers of the trials to continue' }),
    top: wholeNumber(1, { describe: 'number of the best trials, in place of their numbers' }),
    epochs: wholeNumber(1, {
      describe: 'maximum number of further epochs',
      defaultText: `${epochsFactor} times maxEpochs`,
    }),
    patience: wholeNumber(1, {
      describe: 'number of epochs without improvement after which a trial ends',
      defaultText: 'none: all epochs',
    }),
    learningRate: number('above 0', (rate) => rate > 0, { describe: "learning rate (default: the trial's)" }),
    schedule: oneOf(['constant', 'cosine', 'step'], {
      describe: 'new schedule over these epochs (default: constant, at the last learning rate of the trial)',
    }),
    time: seconds({ describe: 'end after this time, e.g. 10m' }),
    workers: workers('trials that run at once'),
    ...storedStudy,
  },
  rules: ({ trials, top }: GivenOptions) => {
    if ((trials === undefined) !== (top === undefined)) return [];
    return [message`${option('trials')}: must be given, or else ${option('top')}, and not both`];
  },
};

type ContinueRequest = OptionsOf<typeof continueOptions.options>;

export interface ContinueEvents extends SearchEvents {
  /** Once aborted no further trial begins; running ones end after their current epoch and keep the best. */
  begin(plan: ContinuePlan & { readonly store: Store }): Promise<AbortSignal>;
  close?(): void;
}

export interface ContinuedTrials {
  readonly study: Study;
  readonly parents: readonly Trial[];
  /** The new trials in the order of their parents, each with its gain. */
  readonly continued: readonly ContinuedTrial[];
  readonly seconds: number;
  /** The trials that did not begin before the time limit. */
  readonly left: readonly number[];
  /** The command that continues those trials; absent when there are none. */
  readonly resume?: ActionReference;
}

/**
 * Trains stored trials further from their best epochs, each as a new trial that keeps the better of both. UsageError
 * before anything is trained; InterruptedError and NoTrialCompletedError, with the report, as in a search.
 */
export function continueTrials(request: ContinueRequest, events: ContinueEvents): Promise<ContinuedTrials> {
  const { study: name, db, trials = [], top, time, ...settings } = request;
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const startedAt = performance.now();
    let signal: AbortSignal | undefined;
    let epochs = 0;
    const done = await continueStudy(
      { store, study, db },
      { ...settings, trials: top === undefined ? trials : { top } },
      async (plan) => {
        signal = await events.begin({ ...plan, store });
        epochs = plan.epochs;
        const deadline = abortAfter(time, signal);
        const close = () => {
          deadline.release();
          events.close?.();
        };
        const { onStart, onEpoch, onEnd } = events;
        return { signal: deadline.signal, close, onStart, onEpoch, onEnd };
      },
    );
    const left = notContinued(done.parents, done.continued);
    const complete = done.continued.filter(({ trial }) => trial.state === 'complete');
    const cut = signal?.aborted ? cutShort(complete, done.parents, epochs) : [];
    const toGo = left.length > 0 || cut.length === 0 ? epochs : Math.max(...cut.map((each) => each.toGo));
    const asked = toGo === epochs ? request : { ...request, epochs: toGo };
    const resume = resumption(asked, [...cut.map(({ trial }) => trial), ...left]);
    const seconds = (performance.now() - startedAt) / 1000;
    const report = { study, ...done, seconds, left, ...(left.length > 0 && { resume }) };
    if (signal?.aborted && cut.length + left.length > 0) throw interrupted(resume, report);
    if (complete.length > 0) return report;
    const notBegun = left.length > 0 ? message`; ${resume} runs those that did not begin` : '';
    throw new NoTrialCompletedError(message`no continued trial completed${notBegun}`, { report });
  });
}

interface CutShort {
  readonly trial: number;
  /** Number of its epochs that were not trained. */
  readonly toGo: number;
}

/** The new trials that ended before all their epochs were trained. */
function cutShort(
  continued: readonly ContinuedTrial[],
  parents: readonly Trial[],
  epochs: number,
): readonly CutShort[] {
  return continued.flatMap(({ parent, trial }) => {
    const from = parents.find((each) => each.trial === parent)?.bestEpoch ?? 0;
    const toGo = epochs - ((trial.epochs ?? 0) - from);
    return toGo > 0 ? [{ trial: trial.trial, toGo }] : [];
  });
}

function interrupted(resume: ActionReference, report: ContinuedTrials): InterruptedError {
  return new InterruptedError(message`interrupted; what was trained is recorded; resume with: ${resume}`, {
    report,
  });
}

function resumption(request: ContinueRequest, trials: readonly number[]): ActionReference {
  const { epochs, patience, learningRate, schedule } = request;
  return action('continueTrials', { trials, epochs, patience, learningRate, schedule });
}
