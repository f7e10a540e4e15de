import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recorded, root, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const rows = [
  'sepalLength,sepalWidth,petalLength,petalWidth,species',
  '5.1,3.5,1.4,0.2,setosa',
  '6.3,,6,2.5,virginica',
];

beforeAll(async () => {
  writeSpace(directory, { search: { trials: 2 } });
  expect((await run(['start', 'space.json', '--workers', '1', '--quiet'], directory)).code).toBe(0);
  writeFileSync(join(directory, 'new.csv'), rows.join('\n'));
  writeFileSync(join(directory, 'wrong.csv'), rows.join('\n').replace('6.3', 'long'));
});

interface Evaluated {
  readonly study: string | null;
  readonly model: string;
  readonly data: string;
  readonly rows: number;
  readonly metrics: Record<string, { value: number; low: number; high: number }>;
}

test('predicts, exports and evaluates from the command line', async () => {
  const printed = await run(['predict', 'new.csv', '--keep-columns', '--model', '0'], directory);
  expect(printed.code).toBe(0);
  expect(printed.stdout.split('\n')[0]).toBe(`${rows[0]},prediction`);
  expect(printed.stdout.split('\n')[2]).toMatch(/^6.3,,6,2.5,virginica,(setosa|versicolor|virginica)$/);
  expect(printed.stderr).toContain('2 rows predicted by trial 0 in ');

  const summary = await json<object>(['export', '--model', '0', '--to', 'exported'], directory);
  expect(summary).toMatchObject({ study: 'quick', model: 'trial 0', folder: 'exported' });
  const out = ['predict', 'new.csv', '--model', './exported', '--out', 'out.jsonl', '--probabilities'];
  const predicted = await json<object>(out, directory);
  expect(predicted).toMatchObject({ model: './exported', rows: 2, out: 'out.jsonl', unknownCategories: {} });
  const [first] = readFileSync(join(directory, 'out.jsonl'), 'utf8').split('\n');
  expect(Object.keys(JSON.parse(first ?? ''))).toEqual([
    'prediction',
    'probability_setosa',
    'probability_versicolor',
    'probability_virginica',
  ]);

  const [trial] = await recorded(join(directory, 'hpsearch.db'));
  const evaluated = await json<Evaluated>(['evaluate', '--model', '0', '--split', 'validation'], directory);
  expect(evaluated).toMatchObject({ study: 'quick', model: 'trial 0', data: 'validation' });
  expect(evaluated.metrics.accuracy?.value).toBe(trial?.metrics.valAccuracy);
  expect(evaluated.metrics.nll?.value).toBeCloseTo(trial?.metrics.valLoss as number, 6);
  const file = await json<Evaluated>(['evaluate', '--model', './exported', '--data', 'new.csv'], directory);
  expect([file.study, file.data, file.rows]).toEqual([null, 'new.csv', 2]);

  const test = await run(['evaluate', '--html', 'page.html'], directory);
  expect(readFileSync(join(directory, 'page.html'), 'utf8')).toContain('>Reliability</h2>');
  expect(test.stdout).toMatch(
    /^trial \d on test: \d+ rows\n[\s\S]*accuracy +\d[\s\S]*recall[\s\S]*reliability/,
  );
  expect(test.stderr).toContain('To choose, use --split validation.');
});

test.each([
  [
    'a wrong cell',
    ['predict', 'wrong.csv', '--out', 'o.csv'],
    'wrong.csv:3:1 sepalLength: must be a number, as in training, got "long"',
  ],
  [
    'the input itself as output',
    ['predict', 'new.csv', '--out', './new.csv'],
    '--out: ./new.csv is read by this command, and stays',
  ],
  [
    'an export of what is exported',
    ['export', '--model', './exported', '--to', 'again'],
    '--model: must be of a study, and ./exported is exported already',
  ],
  [
    'images to be resized for a model of rows',
    ['predict', 'new.csv', '--resize'],
    '--resize: must be left out: the model takes the rows of a table',
  ],
  [
    'a study of an exported model',
    ['predict', 'new.csv', '--model', './exported', '--study', 'quick'],
    '--study: must be left out: ./exported is an exported model, which belongs to no study',
  ],
  [
    'a database of an exported model',
    ['predict', 'new.csv', '--model', './exported', '--db', 'hpsearch.db'],
    '--db: must be left out: ./exported is an exported model, which belongs to no study',
  ],
  [
    'a metric of another task',
    ['evaluate', '--metrics', 'accuracy,rmse'],
    "--metrics: must be metrics of a classification, and not 'rmse'",
  ],
  [
    'a study that the doctor does not find',
    ['doctor', '--study', 'nope'],
    "there is no study 'nope' in ./hpsearch.db",
  ],
  [
    'an exported model without rows',
    ['evaluate', '--model', './exported'],
    '--data: must name labelled rows',
  ],
])('%s is one message and exit code 2, and nothing is left', async (_, args, message) => {
  const before = readdirSync(directory);
  const { code, stdout, stderr } = await run(args, directory);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(readdirSync(directory)).toEqual(before);
});

test('a web server needs nothing but the actions', async () => {
  const database = join(directory, 'hpsearch.db');
  const server = spawn(process.execPath, [join(root, 'examples/http-server.mjs'), '0'], {
    env: { ...process.env, HPSEARCH_DB: database },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    const base = `http://localhost:${String(line).replace(/\D/g, '')}`;
    const get = async (path: string, init?: RequestInit) => {
      const response = await fetch(`${base}/${path}`, init);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    expect(await get('top?k=1')).toMatchObject({ status: 200, body: { trials: [{ rank: 1 }] } });
    expect(await get('show?trial=0')).toMatchObject({ status: 200, body: { trial: { trial: 0 } } });
    const body = JSON.stringify([{ sepalLength: 5.1, sepalWidth: 3.5, petalLength: 1.4, petalWidth: 0.2 }]);
    const predicted = await get('predict?model=0', { method: 'POST', body });
    expect(predicted).toMatchObject({ status: 200, body: [{ prediction: expect.any(String) }] });
    expect(await get('top?k=0')).toEqual({
      status: 400,
      body: { error: 'k: must be a whole number of at least 1, got 0' },
    });
    expect(await get('show')).toMatchObject({ status: 400, body: { error: 'trial: must be given' } });
    expect(await get('search')).toMatchObject({ status: 404 });
    expect(await get('top?db=other.db')).toMatchObject({ status: 400 });
    const path = { method: 'POST', body: JSON.stringify(join(directory, 'new.csv')) };
    expect(await get('predict?model=0', path)).toMatchObject({ status: 400 });
    expect(await get('predict?model=.%2Fexported', { method: 'POST', body })).toMatchObject({ status: 400 });
  } finally {
    server.kill();
    await once(server, 'exit');
  }
});
