import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Trial } from '../../src/study/trial.ts';
import { runExample } from './exported-example.ts';
import { recorded, root, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const text = { type: 'text', as: 'tokens', vocabulary: 900, length: 20 };
const data = {
  source: 'csv',
  path: 'reviews.csv',
  target: 'sentiment',
  split: { validation: 0.25, test: 0.2 },
};
const encoders = { type: 'choice', values: ['both', 'convolutions'] };
const space = { encoder: encoders, embedding: 8, filters: 4, learningRate: 0.01, dropout: 0.2 };
const training = { maxEpochs: 4, backend: 'wasm' };
const objective = { metric: 'valAccuracy' };

beforeAll(async () => {
  const lines = gunzipSync(readFileSync(join(root, 'datasets/reviews.csv.gz'))).toString();
  writeFileSync(join(directory, 'reviews.csv'), lines);
  const [tokens, words] = [
    { ...data, columns: { text, site: 'category' } },
    { ...data, columns: { text: 'text', site: 'category' } },
  ];
  const common = { objective, training, search: { trials: 4 } };
  writeSpace(directory, { ...common, name: 'tokens', data: tokens, model: { type: 'text' }, space });
  for (const workers of ['1', '2']) {
    const started = await run(
      ['start', 'space.json', '--workers', workers, '--db', `${workers}.db`],
      directory,
    );
    expect(started).toMatchObject({ code: 0 });
    expect(started.stdout + started.stderr).toContain(
      'token ids: text (900 words, the first 20 of each text)',
    );
  }
  const rate = { learningRate: { type: 'logUniform', min: 1e-3, max: 0.1 } };
  writeSpace(directory, { ...common, name: 'words', data: words, model: { type: 'linear' }, space: rate });
  expect(await run(['start', 'space.json', '--db', '1.db', '--quiet'], directory)).toMatchObject({ code: 0 });
});

const bestOf = async (study: string) => {
  const [best] = await json<Trial[]>(['top', '--db', '1.db', '--study', study], directory);
  return best?.value as number;
};

test('texts as token ids are told apart better than by their hashed words', async () => {
  expect(await bestOf('tokens')).toBeGreaterThan(0.72);
  expect(await bestOf('tokens')).toBeGreaterThan((await bestOf('words')) + 0.04);
});

test('have the same bits at one and two workers', async () => {
  const [one, two] = [
    await recorded(join(directory, '1.db'), 'tokens'),
    await recorded(join(directory, '2.db')),
  ];
  expect(new Set(one.map(({ config }) => config.encoder)).size).toBe(2);
  expect(two).toEqual(one);
});

const rows = [
  { text: 'Great phone, I love it!', site: 'amazon' },
  { text: '  The WORST food… I’d never go back ', site: 'yelp' },
  { text: 'Cafe\u0301 zxqv', site: null },
  { text: null, site: 'mars' },
  { text: 'so '.repeat(50), site: 'imdb' },
];

test('an exported model predicts with TensorFlow.js alone what hpsearch predicts', async () => {
  writeFileSync(join(directory, 'new.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
  const own = ['--db', '1.db', '--study', 'tokens'];
  for (const encoder of encoders.values) {
    const trials = await recorded(join(directory, '1.db'), 'tokens');
    const model = String(trials.find(({ config }) => config.encoder === encoder)?.trial);
    const asked = ['predict', 'new.jsonl', ...own, '--model', model, '--probabilities', '--format', 'jsonl'];
    const predicted = await run(asked, directory);
    const probabilities = predicted.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).probability_negative as number);
    expect(await run(['export', '--model', model, ...own, '--to', encoder], directory)).toMatchObject({
      code: 0,
    });
    const { stdout } = runExample(join(directory, encoder), rows);
    const alone = [...stdout.matchAll(/^(?:negative|positive) (.*)$/gm)].map(([, each = '']) =>
      JSON.parse(each),
    );
    expect(alone).toHaveLength(rows.length);
    probabilities.forEach((each, row) => {
      expect(alone[row][0]).toBeCloseTo(each, 5);
    });
  }
});

test('a family that takes quantities is refused token ids, with the ways out', async () => {
  writeSpace(directory, {
    name: 'refused',
    data: { ...data, columns: { text } },
    model: { type: 'mlp' },
    space: { units: 8 },
  });
  const { code, stderr } = await run(['start', 'space.json', '--db', 'refused.db'], directory);
  expect(code).toBe(2);
  expect(stderr).toMatch(/model\.type: must be (\w+, |\w+ or )*text.*, as text enters as token ids/);
  expect(stderr).toContain('"as": "words"');
  const mixup = { units: 8, 'augment.mixup': 0.2 };
  writeSpace(directory, {
    name: 'refused',
    data: { ...data, columns: { text } },
    model: { type: 'text' },
    space: mixup,
  });
  const mixed = await run(['start', 'space.json', '--db', 'refused.db'], directory);
  expect(mixed.code).toBe(2);
  expect(mixed.stderr).toContain('space.augment.mixup: must be left out, as text enters as token ids');
});

test.each([
  [
    'text',
    /space\.json:16:5 model\.type: must be linear or mlp or tabular, as text needs a column of token ids/,
  ],
  ['rnn', /must be linear or mlp or tabular, as rnn needs sequences of \[length, features\] or token ids/],
  ['conv1d', /must be linear or mlp or tabular, as conv1d needs sequences/],
  ['cnn', /must be linear or mlp or tabular, as cnn needs images of \[height, width, channels\]/],
])('%s without a column of token ids is refused before there is a study', async (type, constraint) => {
  writeSpace(directory, {
    ...{ name: 'hashed', data: { ...data, columns: { text: 'text' } } },
    ...{ model: { type }, space: { learningRate: 0.01 } },
  });
  const { code, stderr } = await run(['start', 'space.json', '--db', 'hashed.db'], directory);
  expect(code).toBe(2);
  expect(stderr).toMatch(constraint);
  expect(existsSync(join(directory, 'hashed.db'))).toBe(false);
});

test.each([
  [{ type: 'text', length: 5 }, 'length: must go with "as": "tokens" or "characters"'],
  [{ type: 'text', as: 'tokens', buckets: 5 }, 'buckets: must go with "as": "words"'],
  [{ type: 'text', as: 'letters' }, 'data.columns.text'],
])('%j is a fault of the space file', async (column, message) => {
  writeSpace(directory, {
    name: 'refused',
    data: { ...data, columns: { text: column } },
    model: { type: 'text' },
    space: { units: 8 },
  });
  const { code, stderr } = await run(['start', 'space.json', '--db', 'refused.db'], directory);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('without a space file, sentences are read as token ids for the family text, and both are said', async () => {
  const args = [
    'start',
    'reviews.csv',
    '--target',
    'sentiment',
    '--trials',
    '1',
    '--no-check',
    '--backend',
    'wasm',
  ];
  const { code, stdout, stderr } = await run([...args, '--total-epochs', '1', '--db', 'found.db'], directory);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const said = (stdout + stderr).replaceAll(/\s+/g, ' ');
  expect(said).toContain('text holds sentences: it enters as the ids of its words, for the family text');
  expect(said).toContain('no space file: text with learningRate');
  expect(said).toMatch(/token ids: text \([\d,]+ words, the first \d+ of each text\)/);
  const init = await run(['init', 'reviews.csv', '--target', 'sentiment', '--to', 'made.yaml'], directory);
  expect(init).toMatchObject({ code: 0 });
  expect(readFileSync(join(directory, 'made.yaml'), 'utf8')).toMatch(
    /text:.*\n?.*type: text\s*,?\s*as: tokens/,
  );
});
