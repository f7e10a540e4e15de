import type { ProgressOutput } from './progress.ts';

/** Shows work with steps that report their progress. `close` restores the terminal. */
interface StepProgress {
  /** `fraction` of the step that is done, from 0 to 1. */
  onStep(title: string, fraction: number): void;
  close(): void;
}

type OpenStepProgress = (output: ProgressOutput, elapsedSeconds: () => number) => StepProgress;

export const silentStepProgress: OpenStepProgress = () => ({ onStep() {}, close() {} });

/** Shorter work is not announced. */
const quietSeconds = 2;
const secondsBetweenLines = 5;

/** For pipes and logs: a line as a step begins, and every five seconds within it; none in the first two seconds. */
export const plainStepProgress: OpenStepProgress = (output, elapsedSeconds) => {
  let lastTitle = '';
  let writtenAt = quietSeconds - secondsBetweenLines;
  return {
    onStep(title, fraction) {
      const now = elapsedSeconds();
      const isDue = now - writtenAt >= secondsBetweenLines || title !== lastTitle;
      if (now < quietSeconds || !isDue) return;
      lastTitle = title;
      writtenAt = now;
      output.write(`${title}${fraction > 0 ? `: ${percent(fraction)}` : ''}\n`);
    },
    close() {},
  };
};

const eraseLine = '\r\u001b[2K';
const barWidth = 24;
const secondsBetweenDrawings = 0.1;

/** One line with a bar, redrawn in place. */
export const terminalStepProgress: OpenStepProgress = (output, elapsedSeconds) => {
  let lastTitle = '';
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    onStep(title, fraction) {
      const now = elapsedSeconds();
      if (title === lastTitle && now - drawnAt < secondsBetweenDrawings) return;
      lastTitle = title;
      drawnAt = now;
      const line = `${bar(fraction)} ${percent(fraction).padStart(5)}  ${title}`;
      // A longer line would wrap, and could not be redrawn in place.
      output.write(eraseLine + line.slice(0, output.columns || 80));
    },
    close: () => void output.write(eraseLine),
  };
};

function bar(fraction: number): string {
  const full = Math.round(Math.min(1, fraction) * barWidth);
  return '█'.repeat(full) + '░'.repeat(barWidth - full);
}

function percent(fraction: number): string {
  return `${Math.floor(100 * Math.min(1, fraction))} %`;
}
