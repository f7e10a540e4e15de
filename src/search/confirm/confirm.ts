import { drawDivisions } from '../../data/divisions.ts';
import { InterruptedError } from '../../faults/errors.ts';
import type { TrialPool } from '../../pool/pool.ts';
import type { ConfirmReport } from '../../reports/confirm-report.ts';
import { inOrder, runLanes } from '../../runs/lanes.ts';
import { reopenInitialWeights } from '../../runs/load-initial-weights.ts';
import { openModels } from '../../runs/open-models.ts';
import { openPool } from '../../runs/open-pool.ts';
import { keepAll } from '../../runs/run-claimed.ts';
import { runUnrecorded } from '../../runs/unrecorded-run.ts';
import { clockedEpochs } from '../../runs/unrecorded-runs.ts';
import type { Store, Study } from '../../store/store.ts';
import type { Objective } from '../../study/objective.ts';
import { drawOf, type Trial, type TrialOutcome } from '../../study/trial.ts';
import { bestRecord, foldHistory } from '../../training/folds/mean-history.ts';
import { reportOn } from './confirmed.ts';
import { looksOf, losersOf, type Race, type RaceRules } from './race.ts';

/** A race between trials' configurations. */
export interface ConfirmInput {
  readonly store: Store;
  readonly study: Study;
  /** Sampled complete trials, best first; at least two. */
  readonly trials: readonly Trial[];
  readonly db: string;
  readonly workers: number;
  /** The most rounds. */
  readonly rounds: number;
  begin(): ConfirmWatch;
}

export interface ConfirmWatch {
  /** Once aborted all training ends, with InterruptedError. */
  readonly signal: AbortSignal;
  /** Aborted when the time is used up: the race ends after the round. */
  readonly deadline: AbortSignal;
  /** Called as each training of a round ends. */
  onEnd(round: number, trial: number, outcome: TrialOutcome): void;
  /** Called after a round with the trials that are left. */
  onRound(round: number, left: readonly number[]): void;
}

/**
 * Trains the trials' configurations again, round after round, on new divisions of the rows that are not test rows and
 * with new seeds, until one is better than all others by more than chance or the rounds are used up. All configurations
 * of a round have the same rows. Records nothing; the same study and rounds give the same report.
 */
export async function confirmTrials(input: ConfirmInput): Promise<ConfirmReport> {
  const { store, study, db, workers, trials, rounds } = input;
  const { source, dataset, backend } = await openModels(store, study);
  const divisions = drawDivisions(source, dataset, study.spec.data, rounds);
  const initial = await reopenInitialWeights(study, { db, backend });
  const pool = openPool(
    { isolation: 'thread' },
    { workers, trainings: trials.length },
    {
      ...{ database: db, spec: study.spec, directory: study.directory, dataset: divisions.dataset, initial },
      keep: keepAll,
      backend: study.backend,
    },
  );
  const { direction } = study.spec.objective;
  const looks = looksOf(rounds);
  const rules = { direction, judgedRatio: divisions.judgedRatio, looks: looks.size };
  try {
    const watch = input.begin();
    const race = await runRounds({ ...input, pool, foldsEach: divisions.foldsEach, watch, looks, rules });
    return reportOn(study, trials, { ...race, rules, areDivisionsNew: divisions.areNew });
  } finally {
    await pool.close();
  }
}

interface Rounds extends Pick<ConfirmInput, 'store' | 'study' | 'trials' | 'rounds'> {
  readonly pool: TrialPool;
  readonly foldsEach: number;
  readonly watch: ConfirmWatch;
  readonly looks: ReadonlySet<number>;
  readonly rules: RaceRules;
}

async function runRounds(input: Rounds): Promise<Race> {
  const { trials, rounds, watch, looks, rules } = input;
  const values = new Map<number, (readonly number[] | undefined)[]>(trials.map(({ trial }) => [trial, []]));
  const outAfter = new Map<number, number>();
  const racing = () =>
    trials.flatMap(({ trial }) => (outAfter.has(trial) ? [] : [{ trial, rounds: values.get(trial) ?? [] }]));
  let round = 0;
  while (round < rounds && racing().length > 1 && !watch.deadline.aborted) {
    const left = trials.filter(({ trial }) => !outAfter.has(trial));
    const results = await trainRound(input, left, round);
    if (watch.signal.aborted)
      throw new InterruptedError('interrupted; nothing is recorded of a confirmation');
    for (const [index, { trial }] of left.entries()) values.get(trial)?.push(results[index]);
    round += 1;
    if (looks.has(round)) for (const { trial } of losersOf(racing(), rules)) outAfter.set(trial, round);
    watch.onRound(
      round,
      racing().map(({ trial }) => trial),
    );
  }
  // The time may be used up between two looks.
  if (round > 0 && !looks.has(round)) {
    for (const { trial } of losersOf(racing(), rules)) outAfter.set(trial, round);
  }
  const racers = trials.map(({ trial }) => ({
    trial,
    rounds: values.get(trial) ?? [],
    outAfter: outAfter.get(trial) ?? null,
  }));
  return { rounds: round, racers };
}

/** The folds' values of each trial, in order; undefined for one that failed. */
async function trainRound(
  { store, study, pool, foldsEach, watch }: Rounds,
  trials: readonly Trial[],
  round: number,
): Promise<(readonly number[] | undefined)[]> {
  const { timeoutSeconds } = study.spec.training;
  const folds = Array.from({ length: foldsEach }, (_, fold) => round * foldsEach + fold);
  const results: (readonly number[] | undefined)[] = trials.map(() => undefined);
  await runLanes(pool.size, inOrder(trials.entries()), watch.signal, async ([index, trial]) => {
    const streams = { trial: drawOf(trial) ?? trial.trial, branch: ['confirm', round] };
    // A trial that ended by its seconds is compared at its numbers of epochs.
    const lastEpochs = trial.outOfTime && clockedEpochs(trial, await store.history(study.id, trial.trial));
    const { trial: number, config } = trial;
    const task = {
      ...{ studyId: study.id, trial: number, config, streams, folds },
      ...(lastEpochs && { lastEpochs }),
    };
    const run = await runUnrecorded({ pool, timeoutSeconds, signal: watch.signal }, task);
    if (run === undefined) return;
    watch.onEnd(round + 1, trial.trial, run.outcome);
    if (run.outcome.state !== 'complete') return;
    results[index] = foldValues(run.history, foldsEach, study.spec.objective);
  });
  return results;
}

function foldValues(
  history: Parameters<typeof foldHistory>[0],
  folds: number,
  objective: Objective,
): number[] {
  return Array.from({ length: folds }, (_, fold) => {
    const best = bestRecord(foldHistory(history, fold), objective);
    return best?.metrics[objective.metric] as number;
  });
}
