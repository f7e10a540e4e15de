import { formatDuration } from '../parts/format.ts';
import type { ProgressOutput } from './progress.ts';

/** Shows work done step by step. `close` ends the last step and restores the terminal. */
interface Steps {
  onStep(title: string): void;
  onNote(line: string): void;
  close(): void;
}

type OpenSteps = (output: ProgressOutput, elapsedSeconds: () => number) => Steps;

export const silentSteps: OpenSteps = () => ({ onStep() {}, onNote() {}, close() {} });

/** A line as a step begins: for pipes and logs. */
export const plainSteps: OpenSteps = (output) => ({
  onStep: (title) => void output.write(`${title}\n`),
  onNote: (line) => void output.write(`${line}\n`),
  close() {},
});

const eraseLine = '\r\u001b[2K';

/** A line with a running clock; the line stays, with its time, when the next step begins. */
export const terminalSteps: OpenSteps = (output, elapsedSeconds) => {
  let step: { title: string; startedAt: number } | undefined;
  const draw = (ending: string) => {
    if (step === undefined) return;
    const time = formatDuration(elapsedSeconds() - step.startedAt);
    output.write(`${eraseLine}${step.title} … ${time}`.slice(0, eraseLine.length + width(output)) + ending);
  };
  const end = () => {
    draw('\n');
    step = undefined;
  };
  const ticker = setInterval(() => draw(''), 200);
  ticker.unref();
  return {
    onStep(title) {
      end();
      step = { title, startedAt: elapsedSeconds() };
      draw('');
    },
    onNote(line) {
      end();
      output.write(`${line}\n`);
    },
    close() {
      clearInterval(ticker);
      end();
    },
  };
};

function width({ columns }: ProgressOutput): number {
  return columns || 80;
}
