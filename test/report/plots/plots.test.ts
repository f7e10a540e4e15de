import { describe, expect, it } from 'vitest';
import { asciiText, isOtherCharset } from '../../../src/report/text/parts/ascii-text.ts';
import { intervalBar } from '../../../src/report/text/parts/interval-bar.ts';
import { curvePlot } from '../../../src/report/text/plots/curve-plot.ts';
import { DotCanvas } from '../../../src/report/text/plots/dot-canvas.ts';
import { type HistoryTrial, historyPlot } from '../../../src/report/text/plots/history-plot.ts';
import type { EpochRecord } from '../../../src/study/trial.ts';

const widthOf = (lines: readonly string[]) => Math.max(...lines.map((line) => [...line].length));
const objective = { metric: 'valLoss', direction: 'minimize' } as const;

describe('a canvas of dots', () => {
  it('has two columns of four dots in a character', () => {
    const canvas = new DotCanvas(2, 2);
    for (const [x, y] of [
      [0, 0],
      [3, 7],
      [4, 0],
      [0, 8],
      [-1, 0],
    ] as const)
      canvas.dot(x, y);
    expect(canvas.lines()).toEqual(['⠁', ' ⢀']);
  });

  it('draws lines that have no gap', () => {
    const canvas = new DotCanvas(3, 1);
    canvas.line([0, 3], [5, 0]);
    const count = [...(canvas.lines()[0] ?? '')].map((each) => (each.codePointAt(0) ?? 0).toString(2));
    expect(count.map((bits) => bits.replace('101000', '').replaceAll('0', '').length)).toEqual([2, 2, 2]);
  });

  it('shows a written character in place of its dots', () => {
    const canvas = new DotCanvas(1, 1);
    canvas.write(0, 0, '─');
    canvas.dot(0, 0);
    expect(canvas.lines()).toEqual(['─']);
  });
});

describe('the plot of the learning curve', () => {
  const history: EpochRecord[] = Array.from({ length: 12 }, (_, epoch) => ({
    epoch,
    metrics: { valLoss: 2.5 / (1 + epoch * epoch), ...(epoch > 0 && { loss: 3 / (1 + epoch) }) },
  }));

  it('has the metric and its training loss with their names, and marks the best epoch', () => {
    const lines = curvePlot(history, 'valLoss', 8, 80);
    expect(lines[0]).toBe('valLoss by epoch, on a logarithmic axis');
    expect(lines.some((line) => line.endsWith(' valLoss'))).toBe(true);
    expect(lines.some((line) => line.endsWith(' loss'))).toBe(true);
    expect(lines.at(-1)?.trim()).toBe('epoch (▲ the best: 8)');
    const ticks = lines.at(-2) ?? '';
    expect(lines.at(-3)?.indexOf('▲')).toBe(ticks.indexOf('8'));
    expect(widthOf(lines)).toBeLessThanOrEqual(80);
  });

  it('falls from the top left to the bottom right', () => {
    const [, ...rows] = curvePlot(history, 'valLoss', null, 80);
    expect(rows[0]).toMatch(/[┤│][⠁-⣿]/);
    expect(rows[11]).toMatch(/[⠁-⣿] valLoss$/);
  });

  it('is left out where the terminal is narrow, the metric was not recorded, or there is one epoch', () => {
    expect(curvePlot(history, 'valLoss', null, 39)).toEqual([]);
    expect(curvePlot(history, 'valAccuracy', null, 80)).toEqual([]);
    expect(curvePlot(history.slice(0, 1), 'valLoss', null, 80)).toEqual([]);
  });

  it('fits every width', () => {
    for (let width = 40; width <= 200; width += 7) {
      expect(widthOf(curvePlot(history, 'valLoss', 8, width))).toBeLessThanOrEqual(width);
    }
  });
});

describe('the plot of the history', () => {
  const trial = (number: number, value: number | null, state: HistoryTrial['state'] = 'complete') => ({
    ...{ trial: number, value, state },
  });

  it('has a bullet for each value, the best so far as a line, and counts the trials without a value', () => {
    const trials = [
      trial(0, 5),
      trial(1, 3),
      trial(2, 4),
      trial(3, 1),
      trial(4, 2),
      trial(5, null, 'failed'),
    ];
    const text = historyPlot(trials, objective, 60).join('\n');
    // Those of the best so far lie below its line.
    expect(text.match(/•/g)).toHaveLength(2);
    expect(text).toMatch(/┐[\s\S]*└─/);
    expect(text).toMatch(/─ 1$/m);
    expect(text.endsWith('5 of 6 trials drawn; the line is the best so far; 1 failed')).toBe(true);
  });

  it('does not follow pruned trials and ones that break a constraint', () => {
    const trials = [
      trial(0, 5),
      trial(1, 1, 'pruned'),
      { ...trial(2, 2), infeasible: true as const },
      trial(3, 4),
    ];
    const text = historyPlot(trials, objective, 60).join('\n');
    expect(text).toMatch(/┐[\s\S]*└ 4$/m);
  });

  it('rises to the best of a metric that is maximized', () => {
    const trials = [trial(0, 0.5), trial(1, 0.7), trial(2, 0.6)];
    const text = historyPlot(trials, { metric: 'valAccuracy', direction: 'maximize' }, 60).join('\n');
    expect(text).toMatch(/┌─[\s\S]*┘/);
  });

  it('counts values far beyond all others in place of stretching the axis to them', () => {
    const trials = Array.from({ length: 40 }, (_, number) => trial(number, number === 7 ? 1e9 : number % 5));
    const lines = historyPlot(trials, objective, 60);
    expect(lines.slice(-2).join(' ')).toContain('1 beyond the axis');
    expect(lines.some((line) => line.includes('1e9'))).toBe(false);
  });

  it('sets a dot for each of 10,000 values', () => {
    const trials = Array.from({ length: 10_000 }, (_, number) =>
      trial(number, 1 + ((number * 7919) % 1000) / 1000),
    );
    const lines = historyPlot(trials, objective, 100);
    expect(lines.join('')).not.toContain('•');
    expect(lines.at(-1)).toContain('10000 of 10000 trials drawn');
    expect(widthOf(lines)).toBeLessThanOrEqual(100);
  });
});

describe('a bar with its interval', () => {
  it('is solid to the low end, shaded to the estimate, and a line to the high end', () => {
    expect(intervalBar({ value: 6, low: 4, high: 9 }, 10, 10)).toBe('▇▇▇▇▒▒──┤');
    expect(intervalBar({ value: 6, low: 6, high: 6 }, 10, 10)).toBe('▇▇▇▇▇▇');
    expect(intervalBar({ value: -1, low: -3, high: 2 }, 10, 10)).toBe('─┤');
    expect(intervalBar({ value: 3, low: 0, high: 5 }, 10, 10, false)).toBe('░░░─┤');
    expect(intervalBar({ value: 0, low: 0, high: 0 }, 0, 10)).toBe('');
  });
});

describe('a text in ASCII', () => {
  it('has the same width, with two heights of dots', () => {
    expect(asciiText('⠉⣀⣿│┤└─▲▇▒░')).toBe("'.:|++-^#=:");
    expect(asciiText('0.12 ± 0.01  1 × 2 – …')).toBe('0.12 +-0.01  1 x 2 - ~');
  });

  it('keeps names in other scripts', () => {
    expect(asciiText('größe 大きさ')).toBe('größe 大きさ');
  });

  it('is for locales with another character set', () => {
    expect(isOtherCharset({ LANG: 'en_US.ISO-8859-1' })).toBe(true);
    expect(isOtherCharset({ LANG: 'en_US.ISO-8859-1', LC_ALL: 'C.UTF-8' })).toBe(false);
    expect(isOtherCharset({ LANG: 'de_DE.utf8@euro' })).toBe(false);
    expect(isOtherCharset({ LANG: 'C' })).toBe(false);
    expect(isOtherCharset({})).toBe(false);
  });
});
