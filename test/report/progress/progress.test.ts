import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type ProgressOutput,
  plainProgress,
  silentProgress,
  terminalProgress,
} from '../../../src/report/text/progress/progress.ts';
import { completeTrial, failedTrial, lossObjective, prunedTrial } from '../example-trials.ts';

const eraseLine = '\r\u001b[2K';

/** A stream that remembers, and what a terminal would show after all that was written to it. */
class Screen implements ProgressOutput {
  readonly columns: number | undefined;
  readonly writes: string[] = [];

  constructor(columns?: number) {
    this.columns = columns;
  }

  write(text: string): void {
    this.writes.push(text);
  }

  /** The texts written in place are gone, except for the last; the rest of a line survives only where nothing erased it. */
  get lines(): string[] {
    const written = this.writes.join('').split('\n');
    return written.map((line) =>
      stripVTControlCharacters(line.slice(line.lastIndexOf(eraseLine) + 1)).trim(),
    );
  }
}

function optionsAt(clock: { seconds: number }) {
  const elapsedSeconds = () => clock.seconds;
  const before = { ended: 1, failed: 0, best: completeTrial(9, 8) };
  return { total: 10, before, workers: 2, objective: lossObjective, elapsedSeconds };
}

const best = 'trial 1: valLoss 5 at epoch 12 of 17, 3.2 s, learningRate 0.001, layers 5, optimizer sgd';

describe('plain progress', () => {
  it('is one line a trial that ended, counted with those before, with a mark on each new best', () => {
    const screen = new Screen();
    const progress = plainProgress(screen, optionsAt({ seconds: 0 }));
    progress.onStart(1);
    progress.onEpoch(1, 1);
    progress.onEnd(completeTrial(1, 5));
    progress.onEnd(completeTrial(2, 6));
    progress.onEnd(prunedTrial(3, 1));
    progress.onEnd(failedTrial(4));
    progress.note('finishing');
    progress.close();
    const config = 'learningRate 0.001, layers 5, optimizer sgd, momentum 0.5, useBias true';
    expect(screen.writes).toEqual([
      `[2/10] trial 1: valLoss 5 at epoch 12 of 17, 3.2 s, ${config} best\n`,
      `[3/10] trial 2: valLoss 6 at epoch 12 of 17, 3.2 s, ${config}\n`,
      `[4/10] trial 3: valLoss 1 at epoch 12 of 17 pruned, 3.2 s, ${config}\n`,
      `[5/10] trial 4: diverged, loss NaN in epoch 3, 0.5 s, ${config}\n`,
      'finishing\n',
    ]);
  });
});

describe('progress on a terminal', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is one line in its place, from the start', () => {
    const screen = new Screen(80);
    terminalProgress(screen, optionsAt({ seconds: 0 })).onStart(1);
    expect(screen.lines).toHaveLength(1);
    expect(screen.writes.every((text) => text.startsWith(eraseLine))).toBe(true);
    expect(screen.lines[0]).toContain('1/10  best 8 (trial 9)');
  });

  it('leaves a line only when the best improves or a trial fails', () => {
    const screen = new Screen(200);
    const clock = { seconds: 0 };
    const progress = terminalProgress(screen, optionsAt(clock));
    clock.seconds = 6;
    progress.onEnd(completeTrial(0, 9));
    progress.onEnd(prunedTrial(5, 1));
    expect(screen.lines).toHaveLength(1);
    progress.onEnd(completeTrial(1, 5));
    progress.onEnd(failedTrial(2));
    expect(screen.lines).toEqual([
      expect.stringContaining(best),
      expect.stringContaining('trial 2: diverged, loss NaN in epoch 3'),
      // Four in six seconds, and five to go.
      '██████████░░░░░░░░░░  5/10  best 5 (trial 1)  ETA 7.5 s  40 trials/min  0/2 busy  1 failed',
    ]);
  });

  it.each([
    [undefined, 79],
    [0, 79],
    [80, 79],
    [20, 19],
  ])('keeps the line within a terminal of %s columns', (columns, length) => {
    const screen = new Screen(columns);
    const options = { ...optionsAt({ seconds: 1 }), total: 1_000_000, workers: 1_000_000 };
    terminalProgress(screen, options).onEnd(completeTrial(0, 9));
    expect(screen.lines[0]).toHaveLength(length);
  });

  it('draws epochs at most ten times a second', () => {
    const screen = new Screen(80);
    const clock = { seconds: 0 };
    const progress = terminalProgress(screen, optionsAt(clock));
    progress.onStart(1);
    const drawn = screen.writes.length;
    for (let epoch = 1; epoch <= 1000; epoch++) {
      clock.seconds += 0.001;
      progress.onEpoch(1, epoch);
    }
    const more = screen.writes.length - drawn;
    expect(more).toBeGreaterThanOrEqual(8);
    expect(more).toBeLessThanOrEqual(10);
  });

  it('moves on while nothing happens: once a second, until it is closed', () => {
    const screen = new Screen(80);
    const progress = terminalProgress(screen, optionsAt({ seconds: 0 }));
    const drawn = screen.writes.length;
    vi.advanceTimersByTime(3000);
    expect(screen.writes.length - drawn).toBe(3);
    progress.close();
    vi.advanceTimersByTime(3000);
    expect(screen.writes.length - drawn).toBe(4);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('puts a note above the line', () => {
    const screen = new Screen(80);
    const progress = terminalProgress(screen, optionsAt({ seconds: 0 }));
    progress.note('finishing the trials that run');
    expect(screen.lines[0]).toBe('finishing the trials that run');
    expect(screen.lines[1]).toContain('1/10');
  });

  it('leaves a clean line behind, and then the terminal alone', () => {
    const screen = new Screen(80);
    const progress = terminalProgress(screen, optionsAt({ seconds: 0 }));
    progress.onEnd(failedTrial(2));
    progress.close();
    expect(screen.lines.at(-1)).toBe('');
    const written = screen.writes.length;
    progress.note('too late');
    progress.onEnd(failedTrial(3));
    progress.onEpoch(1, 1);
    expect(screen.writes).toHaveLength(written);
  });
});

it('silent progress takes everything and says nothing', () => {
  silentProgress.onStart(1);
  silentProgress.onEpoch(1, 1);
  silentProgress.onEnd(failedTrial(1));
  silentProgress.note('nothing');
  expect(silentProgress.close()).toBeUndefined();
});
