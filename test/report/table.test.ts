import { describe, expect, it } from 'vitest';
import { type Column, renderTable } from '../../src/report/text/parts/table.ts';
import { renderSample } from '../../src/report/text/trials/sample-table.ts';
import { renderRanking } from '../../src/report/text/trials/trial-table.ts';
import { completeTrial, exampleSpace, lossObjective } from './example-trials.ts';

const widths = Array.from({ length: 181 }, (_, index) => index + 20);
const linesOf = (text: string) => text.split('\n');
const longest = (text: string) => Math.max(...linesOf(text).map((line) => line.length));

const columns: Column[] = [
  { title: 'name', align: 'left', cells: ['a', 'longer'] },
  { title: 'first', rank: 1, cells: ['1', '22'] },
  { title: 'third', rank: 3, cells: ['3', '3'] },
  { title: 'second', rank: 2, cells: ['2', '2'] },
  { title: 'alsoThird', rank: 3, cells: ['4', '4'] },
];

describe('a table', () => {
  it('lines its cells up, to the right unless asked otherwise, with no space at the end', () => {
    expect(linesOf(renderTable(columns, 80).text)).toEqual([
      'name    first  third  second  alsoThird',
      'a           1      3       2          4',
      'longer     22      3       2          4',
    ]);
  });

  it('fits every width from 20 to 200, and says which columns it left out', () => {
    for (const width of widths) {
      const { text, omitted } = renderTable(columns, width);
      expect(longest(text)).toBeLessThanOrEqual(width);
      const shown = linesOf(text)[0]?.split(/ +/) ?? [];
      expect([...shown, ...omitted].sort()).toEqual(columns.map(({ title }) => title).sort());
    }
  });

  it('leaves out the highest rank first, of equals the last, and no more than it must', () => {
    const omittedAt = (width: number) => renderTable(columns, width).omitted;
    expect(omittedAt(39)).toEqual([]);
    expect(omittedAt(38)).toEqual(['alsoThird']);
    expect(omittedAt(28)).toEqual(['alsoThird']);
    expect(omittedAt(27)).toEqual(['third', 'alsoThird']);
    expect(omittedAt(20)).toEqual(['second', 'third', 'alsoThird']);
  });

  it('keeps the columns of rank 0, however narrow it gets', () => {
    const { text, omitted } = renderTable(columns, 1);
    expect(linesOf(text)).toEqual(['name', 'a', 'longer']);
    expect(omitted).toHaveLength(4);
  });

  it('without rows is its head', () => {
    expect(linesOf(renderTable([{ title: 'size', cells: [] }], 80).text)).toEqual(['size']);
  });
});

describe('the ranking', () => {
  const trials = [completeTrial(17, 0.0812), completeTrial(3, 0.0915)];

  it('shows place, trial, objective, other metrics, drawn parameters, epochs, size and time', () => {
    expect(linesOf(renderRanking({ trials, baselines: [] }, exampleSpace, lossObjective, 200))).toEqual([
      '#  trial  valLoss  valAccuracy  valF1  learningRate  layers  optimizer  momentum  epochs   size   time',
      '1     17   0.0812        0.975   0.96         0.001       5        sgd       0.5   12/17  52.7k  3.2 s',
      '2      3   0.0915        0.975   0.96         0.001       5        sgd       0.5   12/17  52.7k  3.2 s',
    ]);
  });

  it('fits every width from 20 to 200, and names what it left out', () => {
    const all =
      linesOf(renderRanking({ trials, baselines: [] }, exampleSpace, lossObjective, 200))[0]?.split(/ +/) ??
      [];
    for (const width of widths) {
      const text = renderRanking({ trials, baselines: [] }, exampleSpace, lossObjective, width);
      const [head = '', ...rows] = linesOf(text);
      const note = /\(left out for want of room: (.*)\)/.exec(text)?.[1]?.split(', ') ?? [];
      expect(Math.max(...[head, ...rows.slice(0, 2)].map((line) => line.length))).toBeLessThanOrEqual(width);
      expect([...head.split(/ +/), ...note].sort()).toEqual(all.toSorted());
    }
  });

  it('gives up time, size and epochs first, then metrics, then parameters', () => {
    const text = renderRanking({ trials, baselines: [] }, exampleSpace, lossObjective, 60);
    expect(linesOf(text)[0]).toBe('#  trial  valLoss  learningRate  layers  optimizer  momentum');
  });

  it('has a dash for a parameter that was not active', () => {
    const config = { learningRate: 0.001, layers: 5, optimizer: 'adam', useBias: true };
    const [, row] = linesOf(
      renderRanking(
        { trials: [completeTrial(1, 0.5, config)], baselines: [] },
        exampleSpace,
        lossObjective,
        200,
      ),
    );
    expect(row?.split(/ +/).slice(5, 9)).toEqual(['0.001', '5', 'adam', '–']);
  });
});

describe('a sample', () => {
  it('shows every parameter, fixed ones too, at any width', () => {
    const sampled = [
      { trial: 0, config: { learningRate: 0.01, layers: 3, optimizer: 'adam', useBias: true } },
    ];
    const lines = linesOf(renderSample(sampled, exampleSpace, 20));
    expect(lines).toEqual([
      'trial  learningRate  layers  optimizer  momentum  useBias',
      '    0          0.01       3       adam         –     true',
    ]);
  });
});
