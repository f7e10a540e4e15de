import { InterruptedError, NoTrialCompletedError } from '../../faults/errors.ts';
import { action, message } from '../../faults/message.ts';
import { counted } from '../../reports/figure.ts';
import { halvingOf } from '../../schedulers/study-scheduler.ts';
import { type OpenedStudy, trialsToGo } from '../../search/run-study.ts';
import { limitsTrials } from '../../study/search/budget.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import { withoutDefaults } from '../options/read-options.ts';
import { searchOptions } from './search-options.ts';
import type { EndedSearch, SearchOptions, SearchRequest } from './search-request.ts';

/** Whether the search was interrupted before its last trial. */
interface Interruption {
  readonly isInterrupted: boolean;
  /** Who asked for it through the store; undefined for a signal. */
  readonly askedBy: string | undefined;
}

/** InterruptedError when trials are left to run after an interruption, NoTrialCompletedError when none is complete. */
export async function throwUnlessDone(
  ended: EndedSearch,
  opened: OpenedStudy,
  request: SearchRequest,
  { isInterrupted, askedBy }: Interruption,
): Promise<void> {
  const { stopped, trials } = ended.report;
  const { complete, failed } = trials;
  const toGo = isInterrupted && stopped === undefined ? (await trialsToGo(opened)).all : 0;
  if (toGo > 0) {
    const rest = toGoText(toGo, opened.prepared.study.spec);
    const text = message`${askedBy === undefined ? 'interrupted' : `stopped, as ${askedBy} asked,`} with ${rest} to go; resume with: ${resumption(request)}`;
    throw new InterruptedError(text, { report: ended });
  }
  if (complete > 0) return;
  if (stopped?.by === 'time') {
    const rest = `${toGoText(trials.waiting, opened.prepared.study.spec)} to go`;
    const text = message`no trial completed before the time was over: ${failed} failed, ${rest}; resume with: ${resumption(request)}`;
    throw new NoTrialCompletedError(text, { report: ended });
  }
  const named = ended.isNewest ? {} : { study: opened.study.name };
  const show = action('show', { trial: undefined, ...named });
  const text = message`no trial completed: ${failed} failed; ${show} says why`;
  throw new NoTrialCompletedError(text, { report: ended });
}

/** Later results may promote trials that have stopped at a rung, and a budget may end the search sooner. */
function toGoText(trials: number, spec: StudySpec): string {
  const text = counted(trials, 'trial');
  const mayGrow = halvingOf(spec) !== undefined;
  if (limitsTrials(spec.search.budget)) return `${mayGrow ? 'about' : 'at most'} ${text}`;
  return mayGrow ? `at least ${text}` : text;
}

/** The search without `workers` and `time`, which may differ from run to run. */
function resumption({ space, workers, time, ...rest }: SearchRequest) {
  if (typeof space !== 'string') return action('search');
  const { options } = searchOptions;
  return action('search', withoutDefaults(options, { space, ...rest } as SearchOptions));
}
