import pc from 'picocolors';
import type { Objective } from '../study/objective.ts';
import { isBetter } from '../study/objective.ts';
import type { Trial } from '../study/trial.ts';
import { formatConfiguration, formatDuration, formatNumber } from './format.ts';

/** Where progress goes: the standard error of a process, or a test's list. */
export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface ProgressOptions {
  readonly total: number;
  /** Trials that had ended before this run. */
  readonly before: readonly Trial[];
  readonly workers: number;
  readonly objective: Objective;
  /** Seconds since the search began. */
  readonly elapsedSeconds: () => number;
}

/** Shows a search while it runs. `close` leaves the terminal as it was. */
export interface Progress {
  onStart(trial: number): void;
  onEpoch(trial: number, epoch: number): void;
  onEnd(trial: Trial): void;
  note(line: string): void;
  close(): void;
}

export const silentProgress: Progress = {
  onStart() {},
  onEpoch() {},
  onEnd() {},
  note() {},
  close() {},
};

/** One line a finished trial: for pipes and logs. */
export function plainProgress(output: ProgressOutput, options: ProgressOptions): Progress {
  const tally = createTally(options);
  return {
    ...silentProgress,
    onEnd(trial) {
      const isBest = tally.end(trial);
      output.write(
        `[${tally.done}/${options.total}] ${describe(trial, options.objective)}${isBest ? ' best' : ''}\n`,
      );
    },
    note: (line) => output.write(`${line}\n`),
  };
}

const framesPerSecond = 10;

/** One line in place, and above it a line only when the best improves or a trial fails. */
export function terminalProgress(output: ProgressOutput, options: ProgressOptions): Progress {
  const tally = createTally(options);
  let drawnAt = Number.NEGATIVE_INFINITY;
  const draw = () => {
    drawnAt = options.elapsedSeconds();
    const line = tally.line(output.columns ?? 80);
    output.write(`\r\u001b[2K${line}`);
  };
  const drawSoon = () => {
    if (options.elapsedSeconds() - drawnAt >= 1 / framesPerSecond) draw();
  };
  const print = (line: string) => output.write(`\r\u001b[2K${line}\n`);
  const ticker = setInterval(draw, 1000);
  ticker.unref();
  draw();
  return {
    onStart(trial) {
      tally.start(trial);
      drawSoon();
    },
    onEpoch: drawSoon,
    onEnd(trial) {
      if (tally.end(trial)) print(pc.green(describe(trial, options.objective)));
      else if (trial.state === 'failed') print(pc.yellow(describe(trial, options.objective)));
      draw();
    },
    note(line) {
      print(line);
      draw();
    },
    close() {
      clearInterval(ticker);
      output.write('\r\u001b[2K');
    },
  };
}

/** "trial 7: valLoss 0.0812, best of 17 epochs, 3.2 s, learningRate 0.0021, …". */
export function describe(trial: Trial, { metric }: Objective): string {
  const time = formatDuration(trial.seconds ?? 0);
  const config = formatConfiguration(trial.config);
  if (trial.failure !== null) {
    return `trial ${trial.trial}: ${trial.failure.kind}, ${trial.failure.message}, ${time}, ${config}`;
  }
  const state = trial.state === 'pruned' ? ' pruned' : '';
  const value = formatNumber(trial.value ?? Number.NaN);
  return `trial ${trial.trial}: ${metric} ${value} at epoch ${trial.bestEpoch} of ${trial.epochs}${state}, ${time}, ${config}`;
}

/** Counts what a search has done; the arithmetic behind both kinds of progress. */
function createTally({ total, before, workers, objective, elapsedSeconds }: ProgressOptions) {
  const running = new Set<number>();
  let best: Trial | undefined;
  let ended = 0;
  let failed = 0;
  const end = (trial: Trial): boolean => {
    running.delete(trial.trial);
    ended += 1;
    if (trial.state === 'failed') failed += 1;
    if (trial.state !== 'complete' || trial.value === null) return false;
    const isBest = best === undefined || isBetter(objective.direction, trial.value, best.value ?? Number.NaN);
    if (isBest) best = trial;
    return isBest;
  };
  before.forEach(end);
  const endedBefore = ended;
  return {
    start: (trial: number) => running.add(trial),
    end,
    get done() {
      return ended;
    },
    line(columns: number): string {
      const minutes = elapsedSeconds() / 60;
      const perMinute = (ended - endedBefore) / minutes;
      const parts = [
        bar(ended / total, 20),
        `${ended}/${total}`,
        best === undefined ? 'no result yet' : `best ${formatNumber(best.value ?? 0)} (trial ${best.trial})`,
        ...(ended > endedBefore
          ? [
              `ETA ${formatDuration(((total - ended) / perMinute) * 60)}`,
              `${formatNumber(Number(perMinute.toPrecision(3)))} trials/min`,
            ]
          : []),
        `${running.size}/${workers} busy`,
        ...(failed > 0 ? [`${failed} failed`] : []),
      ];
      return parts.join('  ').slice(0, columns - 1);
    },
  };
}

function bar(share: number, width: number): string {
  const full = Math.round(share * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}
