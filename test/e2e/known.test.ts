import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recorded, temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const space = {
  width: { type: 'uniform', min: 0, max: 1 },
  kind: { type: 'choice', values: ['flat', 'round'] },
  radius: { type: 'int', min: 1, max: 9, when: { kind: 'round' } },
};

function writeSpace(name: string, search: object, parameters: object = space): string {
  const content = {
    name,
    model: { objective: './objective.mjs' },
    space: parameters,
    objective: { metric: 'score', direction: 'maximize' },
    search: { trials: 6, ...search },
  };
  writeFileSync(join(directory, `${name}.json`), JSON.stringify(content, null, 2));
  return `${name}.json`;
}

const start = (file: string, ...flags: string[]) => run(['start', file, '--quiet', ...flags], directory);
const trialsOf = (name: string, db = 'hpsearch.db') => recorded(join(directory, db), name);

beforeAll(async () => {
  writeFileSync(
    join(directory, 'objective.mjs'),
    'export function run({ width, radius = 0 }) { return width + radius; }\n',
  );
  expect((await start(writeSpace('source', { trials: 8 }))).code).toBe(0);
});

describe('search.enqueue', () => {
  it('runs known configurations first, at any number of workers', async () => {
    const enqueue = [{ width: 0.25 }, { kind: 'round', radius: 9, width: 0.5 }];
    const file = writeSpace('known', { enqueue });
    expect((await start(file)).code).toBe(0);
    const trials = await trialsOf('known');
    expect(trials[0]?.config).toMatchObject({ width: 0.25 });
    expect(trials[1]).toMatchObject({ config: { width: 0.5, kind: 'round', radius: 9 }, value: 9.5 });
    expect((await start(file, '--workers', '4', '--db', 'four.db')).code).toBe(0);
    expect(await trialsOf('known', 'four.db')).toEqual(trials);
    const plain = await trialsOf('source');
    expect(trials.slice(2).map(({ config }) => config)).toEqual(
      plain.slice(2, 6).map(({ config }) => config),
    );
    const sampled = await json<{ config: object }[]>(['sample', file, '--n', '2'], directory);
    expect(sampled[1]?.config).toEqual({ width: 0.5, kind: 'round', radius: 9 });
  });

  it.each([
    [[{ widht: 0.5 }], "search.enqueue.0.widht: is not a parameter of the space (did you mean 'width'?)"],
    [[{ width: 0.5 }, { width: 2 }], 'search.enqueue.1.width: must be a number from 0 to 1, got 2'],
    [
      [{ kind: 'flat', radius: 2 }],
      'search.enqueue.0.radius: must be left out: it has a value only where kind is round, got 2',
    ],
    [[{ radius: 2 }], 'search.enqueue.0.radius: must come with kind, on which it depends, got 2'],
    [[{ width: 0.5 }, { width: 0.5 }], 'search.enqueue.1: must differ from search.enqueue.0'],
    [[{}], 'search.enqueue.0: must name one parameter at least'],
    [[{ width: [1] }], 'search.enqueue.0.width: must be a number, a text, true or false'],
    ['width', 'search.enqueue: must be a list'],
  ])('refuses %j in one line', async (enqueue, line) => {
    const { code, stderr } = await start(writeSpace('wrong', { enqueue }), '--db', 'wrong.db');
    expect(stderr).toMatch(new RegExp(`^hpsearch: wrong\\.json:\\d+ ${line.replace(/[.?()]/g, '\\$&')}`));
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });
});

describe('--from', () => {
  const narrow = {
    width: { type: 'uniform', min: 0, max: 1 },
    kind: 'round',
    radius: { type: 'int', min: 1, max: 5 },
  };

  it.each([
    ['a study of the same database', ['--from', 'source'], "study 'source' of"],
    ['a table', ['--from', 'trials.csv'], 'trials.csv'],
    ['an exported study', ['--from', 'study.json'], 'study.json'],
    ['a database', ['--from', 'copy.db', '--fromStudy', 'source'], "study 'source' of copy.db"],
    ['a database of Optuna', ['--from', 'optuna.db'], "study 'source' of optuna.db"],
  ])('takes the best configurations of %s', async (title, flags, from) => {
    if (title === 'a database') await start('source.json', '--db', 'copy.db');
    for (const [format, to] of [
      ['csv', 'trials.csv'],
      ['json', 'study.json'],
      ['optuna', 'optuna.db'],
    ] as const) {
      if (flags.includes(to))
        await run(['export', '--study', 'source', '--format', format, '--to', to], directory);
    }
    const name = `warm ${title}`.replaceAll(' ', '-');
    const given = flags.map((flag) => (flag === '--fromStudy' ? '--from-study' : flag));
    const { code, stderr } = await run(
      ['start', writeSpace(name, {}), ...given, '--from-top', '2'],
      directory,
    );
    expect(stderr).toContain(`trials 0 to 1 run the best 2 configurations of ${from}`);
    expect(stderr.includes('the largest values are taken as the best, as this study maximizes score')).toBe(
      title === 'a table',
    );
    expect(code).toBe(0);
    const best = (await trialsOf('source')).toSorted((one, other) => (other.value ?? 0) - (one.value ?? 0));
    const trials = await trialsOf(name);
    expect(trials.slice(0, 2).map(({ config }) => config)).toEqual(
      best.slice(0, 2).map(({ config }) => config),
    );
    expect(trials.slice(2).map(({ config }) => config)).toEqual(
      (await trialsOf('source')).slice(2, 6).map(({ config }) => config),
    );
  });

  it('says what the other space has and this one has not', async () => {
    const { kind: _, ...without } = narrow;
    const file = writeSpace('narrow', {}, { ...without, depth: { type: 'int', min: 1, max: 3 } });
    const { stderr } = await run(['start', file, '--from', 'source'], directory);
    expect(stderr).toMatch(
      /trials? .* the best .* of study 'source' of .*; the space lacks kind; depth are? drawn/,
    );
  });

  it('is read once: the study keeps its configurations, with and without the option', async () => {
    const file = writeSpace('kept', {});
    await start(file, '--from', 'source', '--trials', '3');
    const first = await trialsOf('kept');
    const again = await run(['start', file, '--from', 'source', '--trials', '4'], directory);
    expect(again.stderr).toContain("study 'kept' has begun with 3 configurations of study 'source'");
    expect((await start(file)).code).toBe(0);
    const trials = await trialsOf('kept');
    expect(trials.slice(0, 3)).toEqual(first);
    expect(trials).toHaveLength(6);
  });

  it.each([
    [
      ['--from', 'nothing'],
      '--from: must be a file or the name of a study in ./hpsearch.db, and there is no nothing',
    ],
    [['--from', 'empty.csv'], 'must have a column value or score: how good each trial was'],
    [
      ['--from', 'outside.csv'],
      'must have configurations of the space: outside.csv: its only configuration lies',
    ],
    [['--from-top', '3'], '--from-top: must come with --from'],
  ])('refuses %j in one line', async (flags, line) => {
    writeFileSync(join(directory, 'empty.csv'), 'width\n0.5\n');
    writeFileSync(join(directory, 'outside.csv'), 'width,value\n7,1\n');
    const { code, stderr } = await start(writeSpace('refused', {}), ...flags);
    expect(stderr).toContain(line);
    expect(code).toBe(2);
  });

  it('is refused for a study that has begun without it', async () => {
    const { code, stderr } = await start('source.json', '--from', 'trials.csv');
    expect(stderr).toContain(
      "--from: must be left out: study 'source' has begun without known configurations, and a study takes them only",
    );
    expect(code).toBe(2);
  });
});
