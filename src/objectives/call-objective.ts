import { thrownText } from '../modules/thrown-text.ts';
import { randomFor } from '../statistics/random.ts';
import type { Objective as Wanted } from '../study/objective.ts';
import type { Configuration } from '../study/search-space.ts';
import type { CallSummary, EpochRecord, Failure, TrialOutcome } from '../study/trial.ts';
import { bestStep, type Judged, judgeReturned, metricsOf } from './judge-numbers.ts';
import type { Objective, Report } from './objective.ts';
import { watchStop } from './stop-watch.ts';

export interface CallInput extends Objective {
  readonly config: Configuration;
  readonly objective: Wanted;
  readonly timeoutSeconds: number;
  /** The seed of the study. All randomness that the function receives derives from `seed` and `trial`. */
  readonly seed: number;
  readonly trial: number;
  /** The number of steps after which the call is stopped, as `pruned`; later reports are ignored. Default: none. */
  readonly until?: number | undefined;
}

export interface CallHooks {
  onStep(record: EpochRecord): void;
  /** Returns true once the pruner has stopped the trial. */
  shouldStop(): boolean;
}

export interface CalledTrial {
  readonly outcome: TrialOutcome;
  /** Starts at step 1: a function has no epoch 0. */
  readonly history: readonly EpochRecord[];
}

/** Calls the user's function for one configuration. An error in the function is returned as an outcome, not thrown. */
export async function callObjective(input: CallInput, hooks: CallHooks): Promise<CalledTrial> {
  const { run, objective, seed, trial, timeoutSeconds, until = Number.POSITIVE_INFINITY } = input;
  const history: EpochRecord[] = [];
  const watch = watchStop(() => hooks.shouldStop() || history.length >= until, timeoutSeconds);
  let broken: Failure | undefined;
  const report: Report = (reported) => {
    // The signal may be noticed some steps later, and the result shall not depend on when.
    if (history.length >= until) return;
    const judged = metricsOf(reported, objective.metric, 'report');
    if (judged.failure !== undefined) {
      broken ??= judged.failure;
      throw new Error(judged.failure.message);
    }
    const record = { epoch: history.length + 1, metrics: judged.metrics };
    history.push(record);
    hooks.onStep(record);
    watch.look();
  };
  const random = randomFor(seed, trial, 'objective');
  const tools = { trial, seed: randomFor(seed, trial, 'objective seed').word(), random: random.next };
  try {
    const returned = await run(configurationOf(input), report, watch.signal, tools);
    // A stopped function's value depends on when the function noticed the stop.
    const result = watch.wasPruned() ? undefined : returned;
    const judged = broken === undefined ? judgeReturned(result, history, objective) : { failure: broken };
    return { outcome: outcomeOf(judged, history, objective, watch.wasPruned()), history };
  } catch (error) {
    const judged = broken === undefined ? judgeThrown(error, history, watch, input) : { failure: broken };
    return { outcome: outcomeOf(judged, history, objective, watch.wasPruned()), history };
  } finally {
    watch.end();
  }
}

/** The configuration, completed with the defaults of the parameters that the space leaves out. */
function configurationOf({ parameters = {}, config }: CallInput): Configuration {
  const defaults = Object.entries(parameters).flatMap(([name, constraint]) =>
    constraint.type === 'any' ? [] : [[name, constraint.default] as const],
  );
  return { ...Object.fromEntries(defaults), ...config };
}

/** A function that stops by throwing the abort reason, as `signal.throwIfAborted()` does, has not failed. */
function judgeThrown(
  error: unknown,
  history: readonly EpochRecord[],
  { signal, wasPruned }: ReturnType<typeof watchStop>,
  { objective, timeoutSeconds }: CallInput,
): Judged {
  const isAbort = signal.aborted && (error === signal.reason || nameOf(error) === 'AbortError');
  if (isAbort && wasPruned()) return judgeReturned(undefined, history, objective);
  if (isAbort) return { failure: { kind: 'timeout', message: `did not end within ${timeoutSeconds} s` } };
  return { failure: { kind: 'crash', message: thrownText(error) } };
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

function outcomeOf(
  judged: Judged,
  history: readonly EpochRecord[],
  objective: Wanted,
  wasPruned: boolean,
): TrialOutcome<CallSummary> {
  const epochs = history.length;
  if (judged.failure !== undefined) return { state: 'failed', failure: judged.failure, epochs };
  const { metrics } = judged;
  const value = metrics[objective.metric] as number;
  const best = bestStep(history, objective);
  return {
    state: wasPruned ? 'pruned' : 'complete',
    value,
    metrics,
    // A returned value that was not reported has no step.
    bestEpoch: best?.metrics[objective.metric] === value ? best.epoch : null,
    epochs,
    parameters: null,
  };
}
