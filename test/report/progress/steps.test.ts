import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { plainSteps, silentSteps, terminalSteps } from '../../../src/report/text/progress/steps.ts';

/** The written text, and a clock that is set by hand. */
function given(columns?: number) {
  const written: string[] = [];
  const clock = { seconds: 0 };
  return {
    written,
    clock,
    output: { write: (text: string) => written.push(text), columns },
    elapsedSeconds: () => clock.seconds,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('on a terminal', () => {
  test('a step has a running clock, and stays with its time when the next one begins', () => {
    const { written, clock, output, elapsedSeconds } = given();
    const steps = terminalSteps(output, elapsedSeconds);
    steps.onStep('fetch');
    clock.seconds = 2;
    vi.advanceTimersByTime(200);
    clock.seconds = 3;
    steps.onStep('compile');
    clock.seconds = 4;
    steps.close();
    const shown = written.join('').replaceAll('\r\u001b[2K', '|');
    expect(shown).toBe('|fetch … 0.0 s|fetch … 2.0 s|fetch … 3.0 s\n|compile … 0.0 s|compile … 1.0 s\n');
    vi.advanceTimersByTime(1000);
    expect(written.join('')).toHaveLength(shown.length + 5 * 4);
  });

  test('a note ends the step before it', () => {
    const { written, output, elapsedSeconds } = given();
    const steps = terminalSteps(output, elapsedSeconds);
    steps.onStep('try');
    steps.onNote('no way');
    steps.close();
    expect(written.join('').endsWith('try … 0.0 s\nno way\n')).toBe(true);
  });

  test('a line is never longer than the terminal, or it could not be drawn in its place', () => {
    const { written, output, elapsedSeconds } = given(10);
    const steps = terminalSteps(output, elapsedSeconds);
    steps.onStep('a long title');
    expect(written).toEqual(['\r\u001b[2Ka long tit']);
    steps.close();
  });
});

test('in a pipe each step and each note is a line as it begins', () => {
  const { written, output, elapsedSeconds } = given();
  const steps = plainSteps(output, elapsedSeconds);
  steps.onStep('fetch');
  steps.onNote('no way');
  steps.close();
  expect(written).toEqual(['fetch\n', 'no way\n']);
});

test('when quiet nothing is written', () => {
  const { written, output, elapsedSeconds } = given();
  const steps = silentSteps(output, elapsedSeconds);
  steps.onStep('fetch');
  steps.onNote('no way');
  steps.close();
  expect(written).toEqual([]);
});
