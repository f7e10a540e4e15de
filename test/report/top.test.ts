import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { edgeHints, renderTop } from '../../src/report/text/trials/top.ts';
import type { Distribution, Value } from '../../src/study/distribution.ts';
import { completeTrial, exampleSpace, studyOf } from './example-trials.ts';

describe('the top', () => {
  const trials = [completeTrial(17, 0.0812), completeTrial(3, 0.0915)];

  it('is the ranking and the best configuration in full', () => {
    const text = renderTop(studyOf(), trials, 120);
    expect(text).toMatch(/^digits: valLoss, minimized\n\n#\s+trial/);
    expect(text).toMatch(/^1\s+17\s+0\.0812 /m);
    expect(text).toMatch(/^2\s+3\s+0\.0915 /m);
    const [, config = ''] = text.split('best configuration (trial 17):\n');
    expect(JSON.parse(config)).toEqual(trials[0]?.config);
  });

  it('hints where the best, and it alone, sits at the edge of its range', () => {
    const edgy = { learningRate: 0.1, layers: 5, optimizer: 'sgd', momentum: 0.01, useBias: true };
    const text = renderTop(studyOf(), [completeTrial(1, 0.1, edgy), completeTrial(2, 0.2)], 120);
    expect(text.split('\n').filter((line) => line.startsWith('hint'))).toEqual([
      'hint: learningRate 0.1 is at its max 0.1: try a higher max',
      'hint: momentum 0.01 is near its min 0: try a lower min',
    ]);
    expect(renderTop(studyOf(), trials, 120)).not.toContain('hint');
  });

  it('has baselines at their place by value, without a rank, and says which one the best does not beat', () => {
    const baselines = [
      { name: 'base rate', value: 2.3, metrics: { valLoss: 2.3, valAccuracy: 0.1 }, parameters: 0 },
      { name: 'linear', value: 0.08, metrics: { valLoss: 0.08, valAccuracy: 0.97 }, parameters: 650 },
    ] as const;
    const text = renderTop({ ...studyOf(), baselines }, trials, 120);
    const cells = text.split('\n').map((line) => line.split(/ {2,}/).map((cell) => cell.trim()));
    const rows = cells.filter(([place = '']) => /^(–|\d+)$/.test(place)).map((row) => row.slice(0, 3));
    expect(rows).toEqual([
      ['–', 'linear', '0.08'],
      ['1', '17', '0.0812'],
      ['2', '3', '0.0915'],
      ['–', 'base rate', '2.3'],
    ]);
    expect(text).toContain('the best trial, 0.0812 valLoss, does not beat the linear model, 0.08');
    const beaten = { ...studyOf(), baselines: baselines.slice(0, 1) };
    expect(renderTop(beaten, trials, 120)).not.toContain('does not beat');
  });

  it('says nothing of no trials', () => {
    expect(renderTop(studyOf(), [], 120)).toBe('');
  });
});

describe('an edge', () => {
  it.each<[Distribution, Value, string[]]>([
    [{ type: 'int', min: 1, max: 3 }, 3, ['hint: x 3 is at its max 3: try a higher max']],
    [{ type: 'int', min: 1, max: 3 }, 2, []],
    [{ type: 'logInt', min: 16, max: 512 }, 17, ['hint: x 17 is near its min 16: try a lower min']],
    [{ type: 'uniform', min: 0, max: 1 }, 0.94, []],
    [{ type: 'uniform', min: 5, max: 5 }, 5, []],
    [{ type: 'normal', mean: 0, std: 1 }, 9, []],
    [
      { type: 'normal', mean: 0, std: 1, min: -1, max: 1 },
      -1,
      ['hint: x -1 is at its min -1: try a lower min'],
    ],
    [{ type: 'choice', values: [1, 2] }, 2, []],
    [{ type: 'fixed', value: 1 }, 1, []],
  ])('of %j at %j', (distribution, value, hints) => {
    const { spec } = studyOf([{ name: 'x', distribution }]);
    expect(edgeHints(spec, completeTrial(1, 0.5, { x: value }))).toEqual(hints);
  });

  it('is none for a parameter that was not active', () => {
    expect(edgeHints(studyOf(exampleSpace).spec, completeTrial(1, 0.5, { optimizer: 'adam' }))).toEqual([]);
  });
});

describe('colour', () => {
  const built = new URL('../../dist/src/report/text/trials/top.js', import.meta.url).href;
  const script = `
    const { renderTop } = await import(${JSON.stringify(built)});
    process.stdout.write(renderTop(...JSON.parse(process.argv[1])));`;
  const escapeCode = '\u001b[';

  async function printedWith(variables: Record<string, string>): Promise<string> {
    const input = JSON.stringify([studyOf(), [completeTrial(1, 0.5)], 120]);
    const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...rest } = process.env;
    const env = { ...rest, ...variables };
    const args = ['--input-type=module', '--eval', script, input];
    return (await promisify(execFile)(process.execPath, args, { env })).stdout;
  }

  it('is there when it is asked for, and never with NO_COLOR or in a pipe', async () => {
    expect(await printedWith({ FORCE_COLOR: '1' })).toContain(escapeCode);
    expect(await printedWith({ FORCE_COLOR: '1', NO_COLOR: '1' })).not.toContain(escapeCode);
    expect(await printedWith({})).not.toContain(escapeCode);
  });
});
