import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchReport } from '../../src/reports/search-report.ts';
import { ended, launch, recorded, temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

/** The number of steps and the time of a call depend on the width alone. */
const objective = `
export async function run({ width }, report) {
  const steps = 1 + Math.floor(width * 4);
  for (let step = 0; step < steps; step++) report(width);
  await new Promise((resolve) => setTimeout(resolve, 10 * width));
  return width;
}`;

function writeSpace(name: string, search: object): string {
  const space = {
    name,
    model: { objective: './objective.mjs' },
    space: { width: { type: 'uniform', min: 0, max: 1 } },
    objective: { metric: 'width', direction: 'maximize' },
    search: { trials: 60, ...search },
  };
  writeFileSync(join(directory, `${name}.json`), JSON.stringify(space, null, 2));
  return `${name}.json`;
}

beforeAll(() => writeFileSync(join(directory, 'objective.mjs'), objective));

async function searched(space: string, workers: number, ...flags: string[]) {
  const db = `${space}-${workers}.db`;
  const args = ['start', space, '--quiet', '--workers', `${workers}`, '--db', db, ...flags];
  const report = await json<SearchReport>(args, directory);
  const trials = await recorded(join(directory, db));
  return { report, trials: trials.filter(({ state }) => state !== 'waiting') };
}

describe('the trials of a budget', () => {
  it.each([
    ['until', { until: 0.9 }],
    ['patience', { patience: 5 }],
    ['epochs', { epochs: 50 }],
  ])('%s are the same at 1 and 3 workers', async (by, budget) => {
    const space = writeSpace(by, { budget });
    const alone = await searched(space, 1);
    expect(alone.report.stopped?.by).toBe(by);
    expect(alone.trials.length).toBeLessThan(60);
    expect(alone.report.trials.waiting).toBe(60 - alone.trials.length);
    const other = await searched(space, 3);
    expect(other.trials).toEqual(alone.trials);
    expect(other.report.stopped).toEqual(alone.report.stopped);
  });

  it('are the same after a kill, and the summary says why it ended', async () => {
    const space = writeSpace('killed', { budget: { patience: 5 } });
    const child = launch(['start', space, '--db', 'killed.db', '--workers', '2'], directory);
    const end = ended(child);
    child.stderr.on('data', (text) => {
      if (String(text).includes('[4/60]')) child.kill('SIGKILL');
    });
    await end;
    const resume = ['start', space, '--db', 'killed.db', '--workers', '5'];
    const { code, stdout, stderr } = await run(resume, directory);
    expect(stderr).toContain('the budget decides on a trial by the results of those 8 and more before it');
    expect(stdout).toMatch(/\nstopped: 5 trials without a gain .* since trial \d+\n/);
    expect(code).toBe(0);
    const trials = await recorded(join(directory, 'killed.db'));
    const alone = await searched(writeSpace('whole', { budget: { patience: 5 } }), 1);
    expect(trials.filter(({ state }) => state !== 'waiting')).toEqual(alone.trials);
  });

  it('may be given by flags, which the space need not have', async () => {
    const space = writeSpace('flags', {});
    const { report } = await searched(space, 2, '--until', '0.9', '--total-epochs', '5000');
    expect(report.stopped).toMatchObject({ by: 'until', until: 0.9 });
    const more = await searched(space, 2, '--trials', '30');
    expect(more.report).not.toHaveProperty('stopped');
    expect(more.report.trials.complete).toBe(30);
  });

  it('are the same when --trials is raised in steps, and none waits', async () => {
    const space = writeSpace('steps', { budget: { patience: 5 } });
    const { trials } = await searched(space, 2);
    await searched(space, 3, '--trials', String(trials.length + 2));
    await searched(space, 3);
    expect(await recorded(join(directory, `${space}-3.db`))).toEqual(trials);
    expect(await recorded(join(directory, `${space}-2.db`))).toEqual(trials);
  });

  it('of time end as with --time', async () => {
    const space = writeSpace('time', { trials: 3000, budget: { time: '1s' } });
    const { report } = await searched(space, 2);
    expect(report.stopped).toEqual({ by: 'time', seconds: 1 });
  });
});

describe('a mistake in a budget', () => {
  it.each([
    [{ budget: { untill: 1 } }, "search.budget.untill: is not a known field (did you mean 'until'?)"],
    [
      { budget: { time: '8 hours' } },
      'search.budget.time: must be a number of seconds or a duration such as',
    ],
    [{ budget: { time: true } }, 'search.budget.time: must be a number of seconds or a duration'],
    [{ budget: { patience: 0 } }, 'search.budget.patience: must be at least 1, got 0'],
  ])('%o is one line', async (search, line) => {
    const { code, stderr } = await run(['start', writeSpace('wrong', search), '--db', 'wrong.db'], directory);
    expect(stderr).toContain(line);
    expect(code).toBe(2);
  });

  it('of a value that the metric never has is one too, in a file and as a flag', async () => {
    const space = { data: 'iris', space: { units: 4 }, objective: { metric: 'valAccuracy' } };
    const file = join(directory, 'percent.json');
    writeFileSync(file, JSON.stringify({ ...space, search: { budget: { until: 98 } } }));
    const inFile = await run(['start', 'percent.json', '--db', 'wrong.db'], directory);
    const constraint = 'must be a share from 0 to 1, for it is a valAccuracy, got 98 (98 % is 0.98)';
    expect(inFile.stderr).toContain(`search.budget.until: ${constraint}`);
    writeFileSync(file, JSON.stringify(space));
    const asFlag = await run(['start', 'percent.json', '--until', '98', '--db', 'wrong.db'], directory);
    expect(asFlag.stderr).toContain(`--until: ${constraint}`);
    expect([inFile.code, asFlag.code]).toEqual([2, 2]);
  });
});
