import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchReport } from '../../src/reports/search-report.ts';
import type { Trial } from '../../src/study/trial.ts';
import { recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const two = [
  { metric: 'score', direction: 'maximize' },
  { metric: 'latency', direction: 'minimize' },
];

function writeFunction(name: string, changes: object): string {
  const space = {
    name,
    model: { objective: './objective.mjs' },
    space: { width: { type: 'uniform', min: 0, max: 1 }, depth: { type: 'int', min: 1, max: 3 } },
    objective: two,
    search: { trials: 20 },
    ...changes,
  };
  writeFileSync(join(directory, `${name}.json`), JSON.stringify(space, null, 2));
  return `${name}.json`;
}

const start = (file: string, ...flags: string[]) => run(['start', file, '--quiet', ...flags], directory);

beforeAll(() => {
  const text =
    'export function run({ width, depth }) { return { score: width * depth, latency: 5 * width + depth }; }\n';
  writeFileSync(join(directory, 'objective.mjs'), text);
});

describe('several objectives', () => {
  it('are compared by top --pareto; the first one ranks', async () => {
    expect((await start(writeFunction('two', {}))).code).toBe(0);
    const front = await json<(Trial & { rank: number })[]>(['top', '--study', 'two', '--pareto'], directory);
    const all = await recorded(join(directory, 'hpsearch.db'), 'two');
    const metrics = all.map((trial) => trial.metrics as { score: number; latency: number });
    const expected = all.filter((_, index) => {
      const own = metrics[index] as { score: number; latency: number };
      return !metrics.some(
        (other) =>
          other.score >= own.score &&
          other.latency <= own.latency &&
          (other.score > own.score || other.latency < own.latency),
      );
    });
    expect(front.map(({ trial }) => trial).sort((one, other) => one - other)).toEqual(
      expected.map(({ trial }) => trial),
    );
    expect(front.map(({ value }) => value)).toEqual(
      front.map(({ value }) => value).toSorted((a, b) => Number(b) - Number(a)),
    );
    expect(front[0]?.rank).toBe(1);
    const { stdout } = await run(['top', '--study', 'two', '--pareto'], directory);
    expect(stdout).toMatch(/two: score maximized, latency minimized\n\d+ of 20 trials are not dominated/);
  });

  it.each([
    [['--by', 'latency'], 'trials are not dominated'],
    [['--by', 'score,seconds:minimize'], 'score maximized, seconds minimized'],
  ])('may be others: %j', async (flags, text) => {
    const { code, stdout } = await run(['top', '--study', 'two', '--pareto', ...flags], directory);
    expect(stdout).toContain(text);
    expect(code).toBe(0);
  });

  it.each([
    [['--by', 'latency'], '--by: must come with --pareto'],
    [['--pareto', '--k', '3'], '--k: must not be given together with --pareto'],
    [
      ['--pareto', '--by', 'latncy'],
      "--by: must name numbers that trials have, got latncy (did you mean 'latency'?)",
    ],
  ])('refuses %j in one line', async (flags, line) => {
    const { code, stderr } = await run(['top', '--study', 'two', ...flags], directory);
    expect(stderr).toContain(`hpsearch: ${line}`);
    expect(code).toBe(2);
  });
});

describe('constraints on metrics', () => {
  it('rank the trials that break them below all others, and top says so', async () => {
    const file = writeFunction('fast', { where: { latency: { max: 4 } } });
    const report = await json<SearchReport>(['start', file, '--quiet'], directory);
    const trials = await recorded(join(directory, 'hpsearch.db'), 'fast');
    const broken = trials.filter(({ metrics }) => Number(metrics.latency) > 4);
    expect(trials.filter(({ infeasible }) => infeasible).map(({ trial }) => trial)).toEqual(
      broken.map(({ trial }) => trial),
    );
    const within = trials.filter(({ infeasible }) => !infeasible);
    expect(report.best?.value).toBe(Math.max(...within.map(({ value }) => Number(value))));
    expect(report.where).toMatchObject({ refused: 0, infeasible: broken.length, ended: 20 });
    const { stdout } = await run(['top', '--study', 'fast', '--k', '20'], directory);
    expect(stdout).toContain(
      `where latency at most 4: ${broken.length} of 20 trials break a constraint and rank below all others`,
    );
    expect(stdout).toContain('20 ✗');
    const shown = await run(['show', `${broken[0]?.trial}`, '--study', 'fast'], directory);
    expect(shown.stdout).toMatch(/infeasible: latency [\d.]+, must be at most 4/);
  });

  it('give the same table at four workers, and survive an export', async () => {
    expect((await start('fast.json', '--workers', '4', '--db', 'four.db')).code).toBe(0);
    const trials = await recorded(join(directory, 'four.db'));
    expect(trials).toEqual(await recorded(join(directory, 'hpsearch.db'), 'fast'));
    await run(['export', '--study', 'fast', '--format', 'json', '--to', 'fast-study.json'], directory);
    await run(['import', 'fast-study.json', '--db', 'moved.db'], directory);
    expect(await recorded(join(directory, 'moved.db'))).toEqual(trials);
  });

  it('say so when no trial is within them', async () => {
    const { stdout } = await start(
      writeFunction('none', { where: { latency: { max: 0.1 } }, search: { trials: 3 } }),
    );
    expect(stdout).toContain('no complete trial is within the constraints; the best has latency');
  });
});

describe('a constraint on the number of parameters', () => {
  it('refuses models before their training', async () => {
    writeSpace(directory, {
      name: 'small',
      where: { parameters: { max: 90 } },
      training: { maxEpochs: 2, backend: 'cpu' },
      objective: [{ metric: 'valLoss' }, { metric: 'valAccuracy' }],
    });
    const { stdout, code } = await start('space.json');
    expect(code).toBe(0);
    const trials = await recorded(join(directory, 'hpsearch.db'), 'small');
    const refused = trials.filter(({ failure }) => failure?.kind === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(6);
    expect(refused[0]?.failure?.message).toMatch(
      /^the model has \d+ parameters, and where.parameters allows at most 90$/,
    );
    expect(trials.every(({ parameters }) => parameters === null || parameters <= 90)).toBe(true);
    expect(stdout).toContain(`${refused.length} of 6 trials had too many parameters and were not trained`);
    const front = await run(
      ['top', '--study', 'small', '--pareto', '--by', 'valAccuracy,parameters'],
      directory,
    );
    expect(front.stdout).toContain('small: valAccuracy maximized, parameters minimized');
  });
});

describe('a mistake in them', () => {
  const iris = (changes: object) => ({ data: 'iris', space: { units: 4 }, ...changes });
  it.each([
    [
      iris({ objective: [{ metric: 'valLoss' }, { metric: 'valLoss' }] }),
      'objective.1.metric: must differ from that of objective.0',
    ],
    [
      iris({ objective: [{ metric: 'valAccuracy', direction: 'minimize' }] }),
      'objective.0.direction: must be maximize for valAccuracy',
    ],
    [
      iris({ objective: [{ metrc: 'valF1' }] }),
      "objective.0.metrc: is not a known field (did you mean 'metric'?)",
    ],
    [
      iris({ objective: [{ metric: 'valLoss' }, { metric: 'valRmse' }] }),
      'objective.1.metric: must be one of valLoss',
    ],
    [
      iris({ where: { valf1: { min: 0.5 } } }),
      "where.valf1: must be parameters or a validation metric (did you mean 'valF1'?)",
    ],
    [iris({ where: { valF1: {} } }), 'where.valF1: must have a min or a max'],
    [
      iris({ where: { valF1: { min: 80 } } }),
      'where.valF1.min: must be from 0 to 1, for it is a valF1, got 80',
    ],
    [
      iris({ where: { parameters: { min: 9, max: 3 } } }),
      'where.parameters.min: must be at most max (3), got 9',
    ],
    [iris({ where: { valRmse: { max: 3 } } }), 'where.valRmse: must be one of parameters, valLoss'],
  ])('%j is one line', async (space, line) => {
    writeFileSync(join(directory, 'wrong.json'), JSON.stringify(space));
    const { code, stderr } = await start('wrong.json', '--db', 'wrong.db');
    expect(stderr).toContain(line);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });
});
