import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openModel, predict } from '../../src/index.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { regionFrom as ownRegionFrom } from '../../src/study/outputs/prediction-region.ts';
import { examplePredictions, runExample } from './exported-example.ts';
import { temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const random = randomFor('robust');
type Movie = Readonly<Record<string, number | string | null>>;

/** The rating follows from the budget and the genre; the gross says nothing. */
function movie(): Movie {
  const budget = 1e6 + 1e8 * random.next();
  const isDrama = random.next() < 0.5;
  const noise = random.next() + random.next() + random.next() - 1.5;
  const rating = 4 + 3e-8 * budget + (isDrama ? 1 : 0) + noise;
  return {
    budget,
    'US Gross': 221 + 7.6e8 * random.next(),
    released: `20${10 + random.below(10)}-0${1 + random.below(9)}-15`,
    genre: isDrama ? 'drama' : 'comedy',
    rating,
    positive: Math.exp(rating / 2),
    liked: rating + noise > 6.5 ? 'yes' : 'no',
  };
}

function write(name: string, movies: readonly Movie[]): void {
  const names = Object.keys(movies[0] ?? {});
  const lines = movies.map((row) => names.map((column) => row[column] ?? '').join());
  writeFileSync(join(directory, name), [names.join(), ...lines].join('\n'));
}

const fresh = Array.from({ length: 3000 }, movie);
const strange: Movie[] = [
  { ...movie(), 'US Gross': 1e12 },
  movie(),
  { ...movie(), 'US Gross': -1e12, genre: 'western', budget: 1e15 },
  { ...movie(), budget: null, 'US Gross': null, released: null },
  { ...movie(), released: '2150-01-01' },
];
const splits = {
  single: { validation: 0.3, test: 0.1 },
  folds: { folds: 4, test: 0.1 },
};
const targets = { rating: {}, positive: { targetTransform: 'log' }, liked: {} };
const names = Object.keys(splits).flatMap((split) =>
  Object.keys(targets).map((target) => `${target}-${split}`),
);
const of = (name: string) => ['--db', `${name}.db`];

beforeAll(async () => {
  write('movies.csv', Array.from({ length: 400 }, movie));
  write('few.csv', Array.from({ length: 40 }, movie));
  write('fresh.csv', fresh);
  write('strange.csv', strange);
  for (const name of [...names, 'rating-few']) {
    const [target = '', split = ''] = name.split('-');
    const exclude = Object.keys(targets).filter((other) => other !== target);
    const space = writeSpace(directory, {
      name,
      data: {
        ...{ source: 'csv', path: split === 'few' ? 'few.csv' : 'movies.csv', target, exclude },
        ...{ split: splits[split as 'single'] ?? { validation: 0.2, test: 0.1 } },
        ...targets[target as 'rating'],
      },
      model: { type: 'linear' },
      space: { learningRate: { type: 'logUniform', min: 0.02, max: 0.1 } },
      training: { maxEpochs: 30, backend: 'wasm' },
      search: { trials: 1 },
    });
    expect(await run(['start', space, ...of(name), '--workers', '1', '--quiet'], directory)).toMatchObject({
      code: 0,
    });
  }
});

interface Summary {
  readonly unknownCategories: Record<string, number>;
  readonly outOfRange: Record<string, { rows: number; first: string[]; least: number; largest: number }>;
  readonly mostlyMissing: { rows: number; first: string[] } | null;
}

describe('what new rows have that training had not', () => {
  const summary = {
    unknownCategories: { genre: 1 },
    outOfRange: {
      'US Gross': { rows: 2, first: ['line 2', 'line 4'] },
      budget: { rows: 1, first: ['line 4'] },
      released: { rows: 1, first: ['line 6'], isDate: true },
    },
    mostlyMissing: { rows: 1, first: ['line 5'] },
  };

  test('is named by predict, and its places', async () => {
    const { code, stderr } = await run(['predict', 'strange.csv', ...of('rating-single')], directory);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^US Gross: 2 cells are far outside the range of training, \S+ to \S+: line 2, line 4$/m,
    );
    expect(stderr).toMatch(
      /^released: 1 cell is far outside the range of training, 2010-\d\d-15 to 2019-\d\d-15: line 6$/m,
    );
    expect(stderr).toContain('genre: 1 cell has a category that training did not know');
    expect(stderr).toContain('more than half of the inputs are missing in 1 row: line 5');
    const args = ['predict', 'strange.csv', '--out', 'strange-out.csv', '--replace', ...of('rating-single')];
    const found = await json<Summary>(args, directory);
    expect(found).toMatchObject(summary);
    expect(found.outOfRange['US Gross']?.largest).toBeGreaterThan(7e8);
    const usual = ['predict', 'movies.csv', '--out', 'usual.csv', ...of('rating-single')];
    expect(await json<Summary>(usual, directory)).toMatchObject({ outOfRange: {}, mostlyMissing: null });
  });

  test('is named by evaluate of a file, and is none of a split', async () => {
    const args = ['evaluate', '--data', 'strange.csv', ...of('rating-folds')];
    expect(await json<object>(args, directory)).toMatchObject({ novelty: summary });
    const line = 'US Gross: 2 cells are far outside the range';
    expect((await run([...args, '--html', 'novelty.html'], directory)).stdout).toContain(line);
    expect(readFileSync(join(directory, 'novelty.html'), 'utf8')).toContain(line);
    expect(await json<object>(['evaluate', ...of('rating-folds')], directory)).not.toHaveProperty('novelty');
  });

  test('is data for programs, row by row', async () => {
    const db = join(directory, 'rating-single.db');
    const expected = [
      { outOfRange: ['US Gross'] },
      undefined,
      { outOfRange: ['budget', 'US Gross'], unknownCategories: ['genre'] },
      { isMostlyMissing: true },
      { outOfRange: ['released'] },
    ];
    const found = await predict({ db, input: strange });
    expect(found.map(({ novelty }) => novelty)).toEqual(expected);
    const model = await openModel({ db });
    expect((await model.predict(strange)).map(({ novelty }) => novelty)).toEqual(expected);
    await model.close();
  });
});

/** The rows of a file of predictions in JSON lines. */
async function predicted(input: string, ...args: string[]): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await run(['predict', input, '--format', 'jsonl', ...args], directory);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('clipping', () => {
  test('bounds inputs and predictions, and changes nothing within the ranges', async () => {
    const training = readFileSync(join(directory, 'movies.csv'), 'utf8').split('\n').slice(1);
    const ratings = training.map((line) => Number(line.split(',')[4]));
    const [least, largest] = [Math.min(...ratings), Math.max(...ratings)];
    const plain = await predicted('strange.csv', ...of('rating-single'));
    const clipped = await predicted('strange.csv', '--clip', ...of('rating-single'));
    expect(clipped[1]).toEqual(plain[1]);
    expect(Math.abs(plain[2]?.prediction as number)).toBeGreaterThan(1e3);
    for (const { prediction } of clipped) {
      expect(prediction).toBeGreaterThan(2 * least - largest);
      expect(prediction).toBeLessThan(2 * largest - least);
    }
    expect(await predicted('movies.csv', ...of('liked-single'))).toEqual(
      await predicted('movies.csv', '--clip', ...of('liked-single')),
    );
  });

  test('is the same of an exported model, and of its own example', async () => {
    for (const name of ['rating-single', 'positive-folds']) {
      await json(['export', '--to', `clip-${name}`, ...of(name)], directory);
      const own = await predicted('strange.csv', '--clip', ...of(name));
      const served = await predicted('strange.csv', '--clip', '--model', `./clip-${name}`);
      const folder = join(directory, `clip-${name}`);
      const numbers = (...words: string[]) =>
        examplePredictions(runExample(folder, strange, ...words)).map(Number);
      const [alone, plain] = [numbers('clip'), numbers()];
      own.forEach(({ prediction }, row) => {
        expect((served[row]?.prediction as number) / (prediction as number)).toBeCloseTo(1, 5);
        expect((alone[row] as number) / (prediction as number)).toBeCloseTo(1, 5);
      });
      expect((plain[0] as number) / (own[0]?.prediction as number)).not.toBeCloseTo(1, 2);
    }
  });
});

test('a model of an older version has no ranges, of which nothing is said unless it is asked to clip', async () => {
  await json(['export', '--to', 'older', ...of('rating-single')], directory);
  const file = join(directory, 'older', 'preprocess.json');
  const { ranges: _, ...document } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(document));
  const { code, stderr } = await run(['predict', 'strange.csv', '--model', './older'], directory);
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('range of training')]);
  const refused = await run(['predict', 'strange.csv', '--clip', '--model', './older'], directory);
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toContain('./older is of an older version, which stored no training ranges');
  writeFileSync(file, JSON.stringify({ ...document, ranges: { inputs: [{ name: 'budget', least: '1' }] } }));
  const damaged = await run(['predict', 'strange.csv', '--model', './older'], directory);
  expect([damaged.code, damaged.stderr]).toEqual([2, expect.stringContaining('ranges.inputs.0.least')]);
});

describe('intervals and sets', () => {
  test.each(names)('of the study %s hold the truth about as often as the level says', async (name) => {
    const [target = ''] = name.split('-');
    for (const level of [0.8, 0.9]) {
      const rows = await predicted('fresh.csv', '--interval', String(level), ...of(name));
      const held = rows.filter(({ prediction_low, prediction_high, prediction_set }, row) => {
        const truth = fresh[row]?.[target] as number | string;
        if (prediction_set !== undefined) return (prediction_set as unknown[]).includes(truth);
        return (prediction_low as number) <= Number(truth) && Number(truth) <= (prediction_high as number);
      });
      // The coverage of 120 validation rows itself has a deviation of 0.036 and 0.027.
      expect(held.length / rows.length).toBeGreaterThan(level - 0.08);
      expect(held.length / rows.length).toBeLessThan(level + 0.08);
    }
  });

  test.each(['positive-single', 'positive-folds', 'rating-folds', 'liked-folds'])(
    'of %s are the same of an export',
    async (name) => {
      const summary = await json<object>(['export', '--to', `interval-${name}`, ...of(name)], directory);
      expect(summary).toMatchObject({ intervals: [0.8, 0.9, 0.95] });
      const own = await predicted('fresh.csv', '--interval', '0.9', ...of(name));
      const model = ['--model', `./interval-${name}`];
      const served = await predicted('fresh.csv', '--interval', '0.9', ...model);
      served.forEach((row, index) => {
        for (const [key, value] of Object.entries(row)) {
          const other = own[index]?.[key];
          if (typeof value === 'number') expect(value / (other as number)).toBeCloseTo(1, 4);
          else expect(value).toEqual(other);
        }
      });
      const folder = join(directory, `interval-${name}`);
      const { regionFrom } = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'encode.mjs')).href);
      const document = JSON.parse(readFileSync(join(folder, 'preprocess.json'), 'utf8'));
      const outputs = document.memberWeights ?? [0.25, 0.75];
      expect(regionFrom(document, outputs, 0.9)).toEqual(ownRegionFrom(document, outputs, 0.9));
      const other = await run(['predict', 'strange.csv', '--interval', '0.85', ...model], directory);
      expect([other.code, other.stdout]).toEqual([2, '']);
      expect(other.stderr).toContain(
        `--interval: must be a level that ./interval-${name} has: 0.8, 0.9, 0.95`,
      );
    },
  );

  test('are refused where the rows are too few for the level, with the number that it needs', async () => {
    const args = ['predict', 'fresh.csv', '--interval', '0.95', ...of('rating-few')];
    const { code, stdout, stderr } = await run(args, directory);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(
      '--interval: a level of 0.95 needs at least 19 validation rows, and the study has 8',
    );
    await json(['export', '--to', 'few', ...of('rating-few')], directory);
    const document = JSON.parse(readFileSync(join(directory, 'few', 'preprocess.json'), 'utf8'));
    expect(document.conformal).toEqual({ rows: 8, levels: [{ level: 0.8, quantile: expect.any(Number) }] });
    const exported = await run(['predict', 'fresh.csv', '--interval', '0.95', '--model', './few'], directory);
    expect(exported.stderr).toContain('needs at least 19 validation rows, and the study has 8');
    const wrong = await run(['predict', 'fresh.csv', '--interval', '1', ...of('rating-few')], directory);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('above 0 and below 1')]);
  });

  test('are fields for programs, and columns of a file that may be replaced', async () => {
    const db = (name: string) => join(directory, `${name}.db`);
    const [value] = await predict({ db: db('rating-folds'), input: strange, interval: 0.9, clip: true });
    expect(value?.low).toBeLessThan(value?.prediction as number);
    expect(value?.high).toBeGreaterThan(value?.prediction as number);
    const [label] = await predict({ db: db('liked-folds'), input: strange, interval: 0.95 });
    expect(label?.set).toContain(label?.prediction);
    for (const replace of [[], ['--replace']]) {
      const args = ['predict', 'strange.csv', '--interval', '0.9', '--out', 'sets.csv', '--probabilities'];
      expect(await run([...args, ...replace, ...of('liked-folds')], directory)).toMatchObject({ code: 0 });
    }
    const [header, first] = readFileSync(join(directory, 'sets.csv'), 'utf8').split('\n');
    expect(header).toBe('prediction,prediction_set,probability_no,probability_yes');
    expect(first).toMatch(/^(yes|no),"\[""(yes|no)"".*\]",/);
  });

  test('are not in an export whose data are gone, which says so', async () => {
    renameSync(join(directory, 'few.csv'), join(directory, 'gone.csv'));
    const { code, stdout } = await run(['export', '--to', 'gone', ...of('rating-few')], directory);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^it has no prediction intervals: .*few\.csv/m);
    const refused = await run(['predict', 'fresh.csv', '--interval', '0.8', '--model', './gone'], directory);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('has no quantiles of residuals'),
    ]);
  });
});
