import pc from 'picocolors';
import { visibleLine } from '../../../faults/visible-text.ts';
import type { Objective } from '../../../study/objective.ts';
import type { RungStop, Trial } from '../../../study/trial.ts';
import { formatConfiguration, formatDuration, formatPlace, formatUncertain } from '../parts/format.ts';
import { createTally, type TallyOptions } from './tally.ts';

/** The output of progress: the standard error of a process, or a test's list. */
export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Shows a running search. `close` restores the terminal. */
export interface Progress {
  onStart(trial: number): void;
  onEpoch(trial: number, epoch: number): void;
  /** `stop` for a trial that was to be trained up to a rung. */
  onEnd(trial: Trial, stop?: RungStop): void;
  /** The search has this number of trials from now on. */
  onExtend(trials: number): void;
  note(line: string): void;
  close(): void;
}

export const silentProgress: Progress = {
  onStart() {},
  onEpoch() {},
  onEnd() {},
  onExtend() {},
  note() {},
  close() {},
};

/** One line per finished trial: for pipes and logs. */
export function plainProgress(output: ProgressOutput, options: TallyOptions): Progress {
  const tally = createTally(options);
  return {
    ...silentProgress,
    onEnd(trial, stop) {
      const isBest = tally.end(trial, stop);
      output.write(
        `[${tally.done}/${tally.total}] ${describe(trial, options.objective, stop)}${isBest ? ' best' : ''}\n`,
      );
    },
    onExtend(trials) {
      tally.total = trials;
    },
    note: (line) => output.write(`${line}\n`),
  };
}

const framesPerSecond = 10;

/** One line redrawn in place, and a line above it only when the best improves or a trial fails. */
export function terminalProgress(output: ProgressOutput, options: TallyOptions): Progress {
  const tally = createTally(options);
  const place = linesInPlace(output, () => tally.line(output.columns || unknownColumns));
  const drawSoon = throttled(place.draw, options.elapsedSeconds);
  const ticker = setInterval(place.draw, 1000);
  ticker.unref();
  place.draw();
  return {
    onStart(trial) {
      tally.start(trial);
      drawSoon();
    },
    onEpoch: drawSoon,
    onEnd(trial, stop) {
      const isBest = tally.end(trial, stop);
      const line = describe(trial, options.objective, stop);
      if (isBest) place.print(pc.green(line));
      else if (trial.state === 'failed') place.print(pc.yellow(line));
      place.draw();
    },
    onExtend(trials) {
      tally.total = trials;
      place.draw();
    },
    note(line) {
      place.print(line);
      place.draw();
    },
    close() {
      clearInterval(ticker);
      place.close();
    },
  };
}

/** A terminal of unknown width reports nothing, or 0. */
export const unknownColumns = 80;
const eraseLine = '\r\u001b[2K';

/** A line that is redrawn in place, and permanent lines above it. Nothing is written after `close`. */
export function linesInPlace(output: ProgressOutput, line: () => string) {
  let isOpen = true;
  const write = (text: string) => {
    if (isOpen) output.write(eraseLine + text);
  };
  return {
    draw: () => write(line()),
    print: (text: string) => write(`${text}\n`),
    close() {
      write('');
      isOpen = false;
    },
  };
}

/** There may be thousands of epochs per second. */
export function throttled(draw: () => void, elapsedSeconds: () => number): () => void {
  let drawnAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = elapsedSeconds();
    if (now - drawnAt < 1 / framesPerSecond) return;
    drawnAt = now;
    draw();
  };
}

/** "trial 7: valLoss 0.0812, best of 17 epochs, 3.2 s, learningRate 0.0021, …". */
export function describe(trial: Trial, { metric }: Objective, stop?: RungStop): string {
  const time = formatDuration(trial.seconds ?? 0);
  const config = formatConfiguration(trial.config);
  if (trial.failure !== null) {
    return `trial ${trial.trial}: ${trial.failure.kind}, ${visibleLine(trial.failure.message, 500)}, ${time}, ${config}`;
  }
  const state = trial.state === 'pruned' ? (stop === undefined ? ' pruned' : ' parked') : '';
  const isBroken = trial.infeasible ? ' infeasible' : '';
  const value = formatUncertain(trial.value, trial.standardError);
  return `trial ${trial.trial}: ${metric} ${value}${formatPlace(trial)}${state}${isBroken}, ${time}, ${config}`;
}
