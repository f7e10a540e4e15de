import type { CurveRule } from '../../src/schedulers/scheduler.ts';
import { createVerdicts, type Settled } from '../../src/schedulers/verdicts.ts';
import type { Direction } from '../../src/study/objective.ts';
import type { TabledTrial, TrainedListener } from './virtual-time.ts';

export interface VirtualCurveSearch {
  readonly createRule: () => CurveRule;
  readonly direction: Direction;
  readonly lookback: number;
  readonly workers: number;
  /** The search is killed after the event of each of these numbers, and resumed from what was recorded. */
  readonly kills?: readonly number[];
  /** Called after each epoch of a trial. */
  readonly onTrained?: TrainedListener;
}

export interface VirtualCurveOutcome {
  /** The epochs of each trial that count, by draw. */
  readonly epochs: readonly number[];
  readonly makespanSeconds: number;
  /** Epochs that were trained beyond those that count, because the verdict was not known yet. */
  readonly wastedEpochs: number;
}

interface Running {
  readonly draw: number;
  epochs: number;
  endsAt: number;
}

/** Runs the real verdicts of a curve rule on trials whose curves and times are known; an event is an epoch's end. */
export function virtualCurveSearch(
  trials: readonly TabledTrial[],
  { createRule, direction, lookback, workers, kills = [], onTrained }: VirtualCurveSearch,
): VirtualCurveOutcome {
  /** The recorded epochs of ended trials. */
  const recorded = new Map<number, number>();
  let [seconds, events, drawn, trained] = [0, 0, 0, 0];
  let running: Running[] = [];
  let verdicts = createVerdicts(createRule, direction, lookback);

  const trialOf = (draw: number) => trials[draw] as TabledTrial;
  const begin = (draw: number) =>
    running.push({ draw, epochs: 0, endsAt: seconds + trialOf(draw).secondsPerEpoch });
  const cutBack = (settled: readonly Settled[]) => {
    for (const { draw, cut } of settled) if (cut !== undefined) recorded.set(draw, cut.epochs);
  };
  const end = (draw: number, epochs: number) => {
    recorded.set(draw, epochs);
    const { curve, hasFailed = false } = trialOf(draw);
    const isWhole = epochs === curve.length;
    cutBack(
      verdicts.end(draw, [curve.slice(0, epochs)], {
        isCompared: !(hasFailed && isWhole),
        judged: isWhole && !hasFailed ? 'all but the last' : 'every',
      }),
    );
  };
  const resume = () => {
    verdicts = createVerdicts(createRule, direction, lookback);
    for (const [draw, epochs] of [...recorded].sort(([one], [other]) => one - other)) end(draw, epochs);
    const begun = running.map(({ draw }) => draw);
    running = [];
    for (const draw of begun) begin(draw);
  };

  for (;;) {
    while (running.length < workers && drawn < trials.length) begin(drawn++);
    running.sort((one, other) => one.endsAt - other.endsAt || one.draw - other.draw);
    const next = running[0];
    if (next === undefined) break;
    const { curve, secondsPerEpoch } = trialOf(next.draw);
    seconds = next.endsAt;
    next.endsAt += secondsPerEpoch;
    next.epochs += 1;
    trained += 1;
    onTrained?.(next.draw, next.epochs, seconds);
    const isOver = verdicts.report(next.draw, 0, curve[next.epochs - 1] as number);
    if (isOver || next.epochs === curve.length) {
      running.shift();
      end(next.draw, next.epochs);
    }
    if (kills.includes(events++)) resume();
  }
  const epochs = trials.map((_, draw) => recorded.get(draw) as number);
  const counted = epochs.reduce((sum, each) => sum + each, 0);
  return { epochs, makespanSeconds: seconds, wastedEpochs: trained - counted };
}
