import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Trial } from '../../src/study/trial.ts';
import { copyExampleSpaces, exampleSpaces } from '../example-spaces.ts';
import { recorded, root, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

interface Summary {
  readonly study: string;
  readonly backend: string;
  readonly trials: Record<string, number>;
  readonly best: Trial;
}

interface EnsembleJson {
  readonly members: { trial: number; weight: number }[];
  readonly validation: Record<string, number>;
  readonly bestSingle: { trial: number; validation: Record<string, number>; test: Record<string, number> };
  readonly bySize: { size: number; validation: Record<string, number> }[];
}

const trialKeys = [
  'backend',
  'bestEpoch',
  'config',
  'epochs',
  'failure',
  'metrics',
  'parameters',
  'seconds',
  'standardError',
  'state',
  'trial',
  'value',
];

describe('a search on a CSV file', () => {
  let summary: Summary;
  beforeAll(async () => {
    writeSpace(directory, {
      name: 'penguins',
      data: { source: 'csv', path: join(root, 'datasets/penguins.csv'), target: 'species' },
    });
    summary = await json<Summary>(['start', 'space.json', '--workers', '2'], directory);
  });

  test('start --json says what ran and what was best', () => {
    expect(Object.keys(summary).sort()).toEqual(
      [
        ...[
          'backend',
          'baselines',
          'best',
          'db',
          'fit',
          'schema',
          'seconds',
          'seed',
          'study',
          'tied',
          'trials',
        ],
        'workers',
      ].sort(),
    );
    expect(summary).toMatchObject({ study: 'penguins', seed: 1, backend: 'wasm', db: './hpsearch.db' });
    expect(summary.trials).toEqual({ complete: 6, pruned: 0, failed: 0, waiting: 0 });
    expect(Object.keys(summary.best).sort()).toEqual(trialKeys);
    expect(summary.best.metrics.valAccuracy).toBeGreaterThan(0.9);
  });

  test('sample prints the configurations that start ran', async () => {
    const sampled = await json<{ trial: number; config: unknown }[]>(
      ['sample', 'space.json', '--n', '6'],
      directory,
    );
    const ran = await recorded(join(directory, 'hpsearch.db'));
    expect(ran.map(({ trial, config }) => ({ trial, config }))).toEqual(sampled);
  });

  test('top --json ranks from the best on, in the promised shape', async () => {
    const all = await json<(Trial & { rank: number; baseline: string })[]>(['top', '--k', '3'], directory);
    const [ranked, simple] = [all.slice(0, 3), all.slice(3)];
    expect(simple.map(({ baseline }) => baseline)).toEqual(['base rate', 'linear']);
    expect(Object.keys(simple[1] ?? {}).sort()).toEqual(['baseline', 'metrics', 'parameters', 'value']);
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(Object.keys(ranked[0] ?? {}).sort()).toEqual(
      [...trialKeys, 'fit', 'isAtLimit', 'rank', 'testInterval'].sort(),
    );
    const values = ranked.map(({ value }) => value as number);
    expect(values).toEqual([...values].sort((one, other) => one - other));
    expect(ranked[0]?.value).toBe(summary.best.value);
  });

  test('ensemble --json is not worse than the best single model on validation', async () => {
    const report = await json<EnsembleJson & { test: Record<string, number> }>(['ensemble'], directory);
    expect(Object.keys(report).sort()).toEqual(
      [
        ...['bestSingle', 'bySize', 'calibration', 'candidates', 'cost', 'crossValidated', 'interval'],
        ...['members', 'method', 'name', 'study', 'temperature', 'temperatureChoice', 'test', 'validation'],
      ].sort(),
    );
    expect(Object.keys(report.validation)).toEqual(['loss', 'accuracy']);
    expect(report.validation.loss).toBeLessThanOrEqual(report.bestSingle.validation.loss as number);
    expect(report.bestSingle.validation.loss).toBeCloseTo(summary.best.metrics.valLoss as number, 6);
    expect(report.members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 10);
    expect(report.bySize.map(({ size }) => size)).toEqual(report.bySize.map((_, index) => index + 1));
  });

  test('more trials extend the study and leave the first as they were', async () => {
    const before = await recorded(join(directory, 'hpsearch.db'));
    const flags = ['--trials', '7', '--workers', '1'];
    const { trials } = await json<Summary>(['start', 'space.json', ...flags], directory);
    expect(trials).toEqual({ complete: 7, pruned: 0, failed: 0, waiting: 0 });
    const after = await recorded(join(directory, 'hpsearch.db'));
    expect(after.slice(0, 6)).toEqual(before);
  });

  test('the tables for people hold the same and fit 80 columns', async () => {
    for (const [args, word] of [
      [['top'], '#'],
      [['ensemble', '--method', 'average', '--k', '3'], /(trial \d+ × 0\.3333.*){3}/],
      [['studies'], 'penguins'],
      [['show', '0'], 'trial 0'],
      [['doctor'], 'wasm'],
    ] as const) {
      const { code, stdout } = await run(args, directory);
      expect(code).toBe(0);
      expect(stdout).toMatch(word);
      expect(stdout).not.toContain('\u001b');
    }
  });
});

/** The results of whole trainings of these are compared below. */
const measured = ['next-character.yaml', 'penguins-mass.yaml'];

describe('the examples in search-spaces', () => {
  const { directory: own, remove: removeOwn } = temporaryDirectory();
  beforeAll(() => copyExampleSpaces(own, measured));
  afterAll(removeOwn);
  // `npm start` runs that of mnist.
  const examples = exampleSpaces.filter((file) => !file.startsWith('mnist'));

  test('are there', () => expect(examples.length).toBeGreaterThanOrEqual(5));

  test.each(examples)('%s runs', async (example) => {
    const count = example === 'next-character.yaml' ? 1 : 2;
    const args = ['start', join('search-spaces', example), '--trials', `${count}`, '--workers', '1'];
    const { trials } = await json<Summary>([...args, '--backend', 'wasm', '--quiet'], own);
    expect(trials).toEqual({ complete: count, pruned: 0, failed: 0, waiting: 0 });
  });

  test('of next characters predict better than the frequencies of characters and of pairs of them', async () => {
    const { pathname } = new URL('search-spaces/next-character-data.mjs', `file://${root}/`);
    const { data } = (await import(pathname)) as { data(): CharacterData };
    const { alone, pairs } = frequencyLosses(data());
    const [best] = await json<Trial[]>(['top', '--study', 'next-character'], own);
    expect(pairs).toBeLessThan(alone);
    expect(best?.value).toBeLessThan(pairs - 0.1);
  });

  test('with a regression report mae and r2, in the target’s own units', async () => {
    const [best] = await json<Trial[]>(['top', '--study', 'penguins-mass'], own);
    expect(best?.value).toBeLessThan(500);
    const { validation } = await json<EnsembleJson>(['ensemble', '--study', 'penguins-mass'], own);
    expect(Object.keys(validation)).toEqual(['loss', 'mae', 'r2']);
    expect(validation.mae).toBeLessThanOrEqual(best?.value as number);
  });
});

interface Windows {
  readonly values: Int32Array;
  readonly shape: readonly [rows: number, length: number];
}

interface CharacterData {
  readonly x: Windows;
  readonly y: readonly string[];
  readonly x_val: Windows;
  readonly y_val: readonly string[];
}

/** Losses on the validation rows by frequencies of the training rows: of each character, and after the one before it. */
function frequencyLosses({ x, y, x_val, y_val }: CharacterData): { alone: number; pairs: number } {
  const before = ({ values, shape: [, length] }: Windows, row: number) => values[(row + 1) * length - 1];
  const counts = new Map<string, number>();
  const count = (key: string) => counts.get(key) ?? 0;
  y.forEach((character, row) => {
    const last = before(x, row);
    for (const key of [character, `${last}`, `${last} ${character}`]) counts.set(key, count(key) + 1);
  });
  const classes = new Set([...y, ...y_val]).size;
  const alone = (character: string) => (count(character) + 0.5) / (y.length + 0.5 * classes);
  // Smoothed by as many further rows as lose least here, about five.
  const pair = (character: string, last: string) =>
    (count(`${last} ${character}`) + 5 * alone(character)) / (count(last) + 5);
  const mean = (probability: (character: string, row: number) => number) =>
    y_val.reduce((sum, character, row) => sum - Math.log(probability(character, row)), 0) / y_val.length;
  return { alone: mean(alone), pairs: mean((character, row) => pair(character, `${before(x_val, row)}`)) };
}

describe('a search in which trials fail', () => {
  const module = `
    export const parameters = ['mode'];
    export function build({ tf, config, data }) {
      if (config.mode === 'reject') throw new Error('this one is refused');
      if (config.mode === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      if (config.mode === 'exit') process.exit(3);
      return tf.sequential({ layers: [tf.layers.dense({ inputShape: data.inputShape, units: data.outputs })] });
    }`;
  const { directory: own, remove: removeOwn } = temporaryDirectory();
  afterAll(removeOwn);

  async function outcomes(modes: string[], trials: number) {
    writeFileSync(join(own, 'model.mjs'), module);
    writeSpace(own, {
      name: modes.join('-'),
      model: { module: './model.mjs' },
      space: { mode: { type: 'choice', values: modes } },
      training: { maxEpochs: 2, timeoutSeconds: 2, backend: 'wasm' },
      search: { trials, seed: 176, repeats: true },
    });
    const { code } = await run(['start', 'space.json', '--quiet', '--workers', '2'], own);
    const ended = (await recorded(join(own, 'hpsearch.db'))).map(
      ({ config, failure, state }) => [config.mode, failure?.kind ?? state] as const,
    );
    return { code, ended };
  }

  test('an endless wait, a dead worker and a refused configuration are recorded and cost nobody else a trial', async () => {
    const { code, ended } = await outcomes(['fine', 'hang', 'exit', 'reject'], 6);
    expect(ended).toEqual([
      ...[['hang', 'timeout'] as const, ['fine', 'complete'] as const, ['reject', 'rejected'] as const],
      ...[['exit', 'crash'] as const, ['fine', 'complete'] as const, ['fine', 'complete'] as const],
    ]);
    expect(code).toBe(0);
  });

  test('exit code 3 says that no trial completed', async () => {
    const { code, ended } = await outcomes(['reject'], 1);
    expect(ended).toEqual([['reject', 'rejected']]);
    expect(code).toBe(3);
    expect((await run(['top'], own)).code).toBe(3);
  });
});

describe('bad input', () => {
  const { directory: own, remove: removeOwn } = temporaryDirectory();
  afterAll(removeOwn);

  test.each([
    ['an unknown command', ['strat'], 'start'],
    ['an unknown flag', ['start', 'space.json', '--trails', '3'], 'trails'],
    ['a space that is not there', ['start', 'nowhere.json'], 'nowhere.json'],
    ['a database that is not there', ['top'], 'hpsearch.db'],
    ['a number that is none', ['start', 'space.json', '--trials', 'many'], '--trials'],
    ['a flag without its number', ['start', 'space.json', '--trials', '0'], '--trials'],
    ['a duration that is none', ['start', 'space.json', '--time', '10x'], '--time'],
    ['an unknown sampler', ['start', 'space.json', '--sampler', 'randon'], 'random'],
    ['a fault in the space', ['start', 'faulty.json'], 'faulty.json'],
    ['no command at all', [], 'command'],
  ])('%s is one message with exit code 2, and leaves nothing behind', async (_, args, word) => {
    writeSpace(own);
    writeFileSync(
      join(own, 'faulty.json'),
      '{ "space": { "unitz": { "type": "logUnifrom", "min": 0, "max": 1 } } }',
    );
    const { code, stdout, stderr } = await run(args, own);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(word);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(join(own, 'hpsearch.db'))).toBe(false);
  });

  test('start --help shows an example', async () => {
    const { code, stdout } = await run(['start', '--help'], own);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
  });

  test('completion prints a shell script', async () => {
    const { code, stdout } = await run(['completion'], own);
    expect(code).toBe(0);
    expect(stdout).toContain('complete');
  });
});
