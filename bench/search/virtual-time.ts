import { createPromotions, type RungJob, type RungResult } from '../../src/schedulers/promotions.ts';
import type { Halving } from '../../src/schedulers/scheduler.ts';
import type { StopRule } from '../../src/search/budget/stop-rule.ts';
import { spentOn } from '../../src/search/schedules/rung-budget.ts';
import { type Direction, isBetter } from '../../src/study/objective.ts';
import type { Trial } from '../../src/study/trial.ts';

/** A trial as a table of curves knows it. */
export interface TabledTrial {
  readonly secondsPerEpoch: number;
  /** The objective after each epoch; shorter than `maxEpochs` where early stopping ended the trial. */
  readonly curve: readonly number[];
  /** True: the trial fails after its curve. */
  readonly hasFailed?: boolean;
}

export interface VirtualSearch {
  readonly halving: Halving;
  readonly direction: Direction;
  readonly workers: number;
  /** The search is killed after the event of each of these numbers, and resumed from its results. */
  readonly kills?: readonly number[];
  /** Decides the promotions; for comparison with the engine of the searches. */
  readonly decide?: typeof createPromotions;
  /** Decides whether a trial starts, by what the trials before it have shown. */
  readonly createRule?: () => StopRule;
  /** Called whenever a trial has been trained to this epoch. */
  readonly onTrained?: TrainedListener;
}

export type TrainedListener = (draw: number, epochs: number, seconds: number) => void;

/** The course of a search on a table of trials; times are in seconds of virtual time. */
export interface VirtualOutcome {
  /** One result of each trial and rung that was trained, by draw and rung. */
  readonly results: readonly RungResult[];
  readonly makespanSeconds: number;
  /** Epochs that were trained, without those of killed trainings. */
  readonly epochs: number;
}

interface Running extends RungJob {
  readonly endsAt: number;
}

/** Runs the real engine of schedulers with rungs on trials whose curves and times are known. */
export function virtualSearch(trials: readonly TabledTrial[], settings: VirtualSearch): VirtualOutcome {
  const {
    halving,
    direction,
    workers,
    kills = [],
    decide = createPromotions,
    createRule,
    onTrained,
  } = settings;
  const results: RungResult[] = [];
  const trained = trials.map(() => 0);
  let [seconds, epochs, events, drawn] = [0, 0, 0, 0];
  let running: Running[] = [];
  let promotions = decide(halving, direction, trials.length);
  let rule = createRule?.();

  const begin = (job: RungJob) => {
    const trial = trials[job.draw] as TabledTrial;
    const more = Math.max(0, Math.min(job.epochs, trial.curve.length) - (trained[job.draw] as number));
    running.push({ ...job, endsAt: seconds + more * trial.secondsPerEpoch });
  };
  const mayStart = (draw: number) =>
    draw < trials.length &&
    (rule === undefined || (rule.isDecidable(draw) && rule.stopBefore(draw) === undefined));
  const fill = () => {
    while (running.length < workers) {
      const job =
        promotions.next(rule?.firstRefused()) ?? (mayStart(drawn) ? promotions.first(drawn++) : undefined);
      if (job === undefined) return;
      begin(job);
    }
  };
  const settle = () => {
    for (const { draw, results: settled } of promotions.takeSettled()) {
      rule?.add(
        draw,
        ...settled.map((result) =>
          spentOn(result, endOf(trials[result.draw] as TabledTrial, result, direction)),
        ),
      );
    }
  };
  const end = (job: Running) => {
    const trial = trials[job.draw] as TabledTrial;
    const result = resultAt(trial, job, direction);
    const reached = Math.min(job.epochs, trial.curve.length);
    epochs += reached - (trained[job.draw] as number);
    trained[job.draw] = reached;
    results.push(result);
    onTrained?.(job.draw, reached, seconds);
    promotions.add(result);
    settle();
  };
  /** Only results survive a kill. */
  const resume = () => {
    promotions = decide(halving, direction, trials.length);
    rule = createRule?.();
    for (const result of inOrder(results)) promotions.add(result);
    settle();
    const begun = running.filter(({ rung }) => rung === 0).map(({ draw }) => draw);
    running = [];
    for (const draw of begun) if (running.length < workers) begin(promotions.first(draw));
  };

  for (fill(); running.length > 0; fill()) {
    running.sort((one, other) => one.endsAt - other.endsAt || one.draw - other.draw);
    const next = running.shift() as Running;
    seconds = next.endsAt;
    end(next);
    if (kills.includes(events++)) resume();
  }
  return { results: inOrder(results), makespanSeconds: seconds, epochs };
}

function resultAt({ curve, hasFailed = false }: TabledTrial, job: RungJob, direction: Direction): RungResult {
  const { draw, rung } = job;
  const isOver = curve.length <= job.epochs;
  if (isOver && hasFailed) return { draw, rung, value: null, isOver };
  const seen = curve.slice(0, job.epochs);
  const value = seen.reduce((best, each) => (isBetter(direction, each, best) ? each : best));
  return { draw, rung, value, isOver };
}

/** The record of a trial that ended at a rung. */
function endOf({ curve, hasFailed }: TabledTrial, job: RungJob, direction: Direction): Trial {
  const { value } = resultAt({ curve, hasFailed: hasFailed ?? false, secondsPerEpoch: 0 }, job, direction);
  return {
    ...{ trial: job.draw, config: {}, metrics: {}, value, epochs: Math.min(job.epochs, curve.length) },
    ...{ bestEpoch: null, parameters: null, seconds: null, backend: null, failure: null },
    state: value === null ? 'failed' : 'complete',
  };
}

function inOrder(results: readonly RungResult[]): RungResult[] {
  return results.toSorted((one, other) => one.draw - other.draw || one.rung - other.rung);
}
