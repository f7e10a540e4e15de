import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { predict } from 'hpsearch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Recorded, recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const space = {
  'data.size': { type: 'choice', values: [4, 6, 8] },
  learningRate: { type: 'logUniform', min: 0.003, max: 0.03 },
  ...{ filters: 4, blocks: 1, units: 16 },
};
const training = { maxEpochs: 2, backend: 'wasm' };
let trials: Recorded[] = [];

beforeAll(async () => {
  const model = { type: 'cnn' };
  const file = writeSpace(directory, {
    name: 'sizes',
    data: 'digits',
    model,
    space,
    training,
    search: { trials: 6 },
  });
  for (const workers of ['1', '2']) {
    const args = ['start', file, '--workers', workers, '--db', `${workers}.db`, '--quiet'];
    expect(await run(args, directory)).toMatchObject({ code: 0 });
  }
  trials = await recorded(join(directory, '2.db'));
});

test('each trial has images of its size, with the same bits at one and two workers', async () => {
  expect(new Set(trials.map(({ config }) => config['data.size']))).toEqual(new Set([4, 6, 8]));
  expect(trials).toEqual(await recorded(join(directory, '1.db')));
});

test('a trial of each size measures on validation what it measured in training', async () => {
  for (const size of [4, 6, 8]) {
    const found = trials.find(({ config }) => config['data.size'] === size);
    const evaluated = await json<{ metrics: Record<string, { value: number }> }>(
      ['evaluate', '--model', String(found?.trial), '--split', 'validation', '--db', '2.db'],
      directory,
    );
    expect(evaluated.metrics.nll?.value).toBeCloseTo(found?.metrics.valLoss as number, 5);
  }
});

test('an ensemble mixes sizes, and its export takes the images of the study', async () => {
  const chosen = [4, 8].map((size) => trials.find(({ config }) => config['data.size'] === size)?.trial);
  const args = ['--method', 'average', '--trials', chosen.join(), '--name', 'mixed', '--db', '2.db'];
  expect(await run(['ensemble', ...args], directory)).toMatchObject({ code: 0 });
  const pixels = Uint8Array.from({ length: 64 }, (_, at) => (at * 37) % 256);
  writeFileSync(join(directory, 'digit.png'), encode({ width: 8, height: 8, channels: 1, data: pixels }));
  const outputs: number[][] = [];
  const exported = await run(['export', '--model', 'mixed', '--to', 'exported', '--db', '2.db'], directory);
  expect(exported).toMatchObject({ code: 0 });
  const document = JSON.parse(readFileSync(join(directory, 'exported', 'preprocess.json'), 'utf8'));
  expect(document.inputShape).toEqual([8, 8, 1]);
  for (const model of ['mixed', 'exported']) {
    const place = model === 'mixed' ? ['--model', model, '--db', '2.db'] : ['--model', model];
    const predicted = await run(['predict', 'digit.png', ...place, '--probabilities'], directory);
    outputs.push(predicted.stdout.split('\n')[1]?.split(',').slice(2).map(Number) ?? []);
  }
  outputs[0]?.forEach((value, at) => void expect(outputs[1]?.[at]).toBeCloseTo(value, 5));
});

test('predictions of images have their file in front, in CSV, JSON lines and programs, also over older ones', async () => {
  mkdirSync(join(directory, 'new/deep'), { recursive: true });
  const image = (shift: number) =>
    encode({
      width: 8,
      height: 8,
      channels: 1,
      data: Uint8Array.from({ length: 64 }, (_, at) => at * shift),
    });
  writeFileSync(join(directory, 'new/b.png'), image(3));
  writeFileSync(join(directory, 'new/deep/a.png'), image(2));
  const files = [join('new', 'b.png'), join('new', 'deep', 'a.png')];
  const rows = await run(['predict', 'new', '--db', '2.db'], directory);
  const [header, ...lines] = rows.stdout.trim().split('\n');
  expect(header).toBe('file,prediction');
  expect(lines.map((line) => line.split(',')[0])).toEqual(files);
  const out = ['predict', 'new', '--db', '2.db', '--out', 'new.jsonl', '--replace'];
  for (const _ of ['new', 'over it']) expect(await run(out, directory)).toMatchObject({ code: 0 });
  const written = readFileSync(join(directory, 'new.jsonl'), 'utf8').trim().split('\n');
  expect(written.map((line) => Object.keys(JSON.parse(line)))).toEqual(
    files.map(() => ['file', 'prediction']),
  );
  const given = await predict({ db: join(directory, '2.db'), input: join(directory, 'new') });
  expect(given.map(({ key }) => key)).toEqual(files.map((file) => ({ file: join(directory, file) })));
});

test.each([
  ['digits', 9, /must be at most 8, the height of the images/],
  ['iris', 4, /must go with images, and the data are a table/],
] as const)('%s cannot have size %i', async (data, size, expected) => {
  const name = `${data}-${size}`;
  const file = writeSpace(directory, {
    ...{ name, data, model: { type: 'linear' }, training, search: { trials: 1 } },
    space: { 'data.size': size, learningRate: 0.01 },
  });
  const refused = await run(['start', file, '--db', 'none.db'], directory);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(expected);
});
