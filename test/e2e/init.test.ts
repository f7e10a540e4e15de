import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataReport } from '../../src/reports/data-report.ts';
import { prepareSpec } from '../../src/search/prepare-spec.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { root, temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const path = (file: string) => join(directory, file);
const penguins = readFileSync(join(root, 'datasets/penguins.csv'), 'utf8');

/** Sixty patients with six rows each, which are near copies; and 400 days in order. */
function writeTables(): void {
  const random = randomFor('init');
  const rows = Array.from({ length: 360 }, (_, row) => {
    const patient = (row * 7) % 60;
    const near = (seed: number) => (((patient * seed) % 61) + random.next() / 50).toFixed(3);
    return `p${patient},${near(17)},${near(29)},${(patient * patient) % 7 < 3 ? 'ill' : 'well'}`;
  });
  writeFileSync(path('patients.csv'), ['patient,a,b,outcome', ...rows, ''].join('\n'));
  const days = Array.from({ length: 400 }, (_, day) => {
    const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
    return `visit-${day},${date},${(random.next() * 9).toFixed(2)},${(random.next() * 3).toFixed(2)}`;
  });
  writeFileSync(path('days.csv'), ['visit,day,wind,rain', ...days, ''].join('\n'));
}

beforeAll(() => {
  writeFileSync(path('penguins.csv'), penguins);
  writeTables();
});

describe('init', () => {
  test('writes a commented space file of what it found, and names the next command', async () => {
    const { code, stdout } = await run(['init', 'days.csv', '--target', 'rain'], directory);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'wrote space.yaml: regression of rain, 400 rows, model mlp',
      expect.stringMatching(/^split by time day: it holds dates/),
      'maxEpochs 300, patience 30: 240 training rows make 15 steps an epoch',
      'next: hpsearch start space.yaml',
      '',
    ]);
    const text = readFileSync(path('space.yaml'), 'utf8');
    for (const line of [
      '  path: days.csv',
      '  task: regression # because its values are numbers with fractions',
      '  split: { time: day }',
      '    visit: id # left out: it has 400 distinct values in 400 rows',
      '    wind: number',
      '  batchSize: { type: choice, values: [ 8, 16, 32 ] }',
      '  data.scaling: { type: choice, values: [ standard, piecewise ] }',
      'search: { trials: 30, seed: 1 } # More trials later extend the same study.',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    const report = await json<{ trials: unknown }>(
      ['start', 'space.yaml', '--trials', '1', '--no-check'],
      directory,
    );
    expect(report.trials).toMatchObject({ complete: 1 });
  });

  test('never overwrites a file unless told, and no file of another kind', async () => {
    const before = readFileSync(path('space.yaml'), 'utf8');
    const args = ['init', 'penguins.csv', '--target', 'species'];
    const refused = await run(args, directory);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toBe('hpsearch: --to: space.yaml exists already: --replace writes over it\n');
    expect(readFileSync(path('space.yaml'), 'utf8')).toBe(before);
    for (const other of ['penguins.csv', 'days.csv']) {
      const { code } = await run([...args, '--to', other, '--replace'], directory);
      expect(code).toBe(2);
    }
    expect(readFileSync(path('penguins.csv'), 'utf8')).toBe(penguins);
    expect((await run([...args, '--replace'], directory)).code).toBe(0);
    expect(readFileSync(path('space.yaml'), 'utf8')).toContain('target: species');
  });

  test('names the faults that a search refuses, which the file can mend', async () => {
    const rows = Array.from({ length: 80 }, (_, row) => `${row},${row === 7 ? 'oops' : row / 3},${row / 7}`);
    writeFileSync(path('bad.csv'), ['a,b,y', ...rows, ''].join('\n'));
    const args = ['init', 'bad.csv', '--target', 'y', '--to', 'bad.yaml'];
    const { refused } = await json<{ refused: string[] }>(args, directory);
    expect(refused.at(-1)).toMatch(/^b: 1 cell: must be a number .*'oops' in line 9/);
    expect((await run(['start', 'bad.yaml'], directory)).code).toBe(2);
    const mended = readFileSync(path('bad.yaml'), 'utf8').replace(
      '    a: ',
      '    b: { type: number, missing: [oops] }\n    a: ',
    );
    writeFileSync(path('bad.yaml'), mended);
    expect((await run(['start', 'bad.yaml', '--trials', '1', '--no-check'], directory)).code).toBe(0);
  });

  test('writes JSON, with a path relative to the file', async () => {
    mkdirSync(path('spaces'), { recursive: true });
    const args = ['init', 'penguins.csv', '--target', 'bodyMassGrams', '--to', 'spaces/mass.json'];
    const report = await json(args, directory);
    expect(report).toMatchObject({ to: 'spaces/mass.json', task: 'regression', model: 'mlp', rows: 342 });
    const { data, training } = JSON.parse(readFileSync(path('spaces/mass.json'), 'utf8'));
    expect(data).toMatchObject({ path: '../penguins.csv', columns: { species: 'category' } });
    expect(training).toEqual({ maxEpochs: 300, patience: 30 });
    expect((await run(['sample', 'spaces/mass.json'], directory)).code).toBe(0);
  });

  test.each(['init', 'start', 'check', 'data'])('%s guesses no target', async (command) => {
    const args = [command, 'days.csv', ...(command === 'init' ? ['--to', 'new.yaml'] : [])];
    const { code, stdout, stderr } = await run(args, directory);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'hpsearch: --target: must name the column to predict (the columns are visit, day, wind, rain)\n',
    );
    expect(existsSync(path('new.yaml'))).toBe(false);
  });

  test.each([
    [
      ['penguins.csv', '--target', 'specis'],
      `--target: must be a column of the file, got "specis" (did you mean 'species'?)`,
    ],
    [['pengins.csv', '--target', 'species'], `pengins.csv: does not exist (did you mean 'penguins.csv'?)`],
    [
      ['penguins.csv', '--target', 'species', '--query', 'select 1'],
      '--query: must go with an SQLite database, and penguins.csv is none',
    ],
    [['spaces', '--target', 'species'], 'spaces: must be a regular file, and is a folder'],
  ])('refuses %j in one line', async (args, line) => {
    const { code, stderr } = await run(['init', ...args, '--to', 'new.yaml'], directory);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `hpsearch: ${line}\n` });
    expect(existsSync(path('new.yaml'))).toBe(false);
  });
});

describe('data in place of a space file', () => {
  // The seed of a net that has soon learnt.
  const quick = ['--no-check', '--trials', '1', '--workers', '1', '--backend', 'wasm', '--seed', '6'];

  test('start says its defaults, and the same command resumes the study', async () => {
    const args = ['start', 'patients.csv', '--target', 'outcome', '--no-check', '--backend', 'wasm'];
    const { stderr } = await run([...args, '--trials', '1'], directory);
    expect(stderr).toMatch(/^split by group patient: it has 60 values in 360 rows/m);
    expect(stderr).toMatch(
      /^no space file: mlp with learningRate .*batchSize 8\/16\/32, data.scaling standard\/piecewise; hpsearch init patients.csv --target outcome writes one$/m,
    );
    expect(stderr).toMatch(/^maxEpochs 300, patience 30: \d+ training rows make \d+ steps an epoch$/m);
    const resumed = await json<{ study: string; trials: unknown }>([...args, '--trials', '2'], directory);
    expect(resumed.study).toBe('patients');
    expect(resumed.trials).toEqual({ complete: 2, pruned: 0, failed: 0, waiting: 0 });
  });

  test('the file that init writes searches the same space', async () => {
    await run(['init', 'patients.csv', '--target', 'outcome', '--to', 'patients.yaml'], directory);
    const { spec } = await prepareSpec({ space: path('patients.yaml') });
    const { config } = (await json<{ config: object }[]>(['top', '--study', 'patients'], directory))[0] ?? {};
    expect(spec.space.map(({ name }) => name)).toEqual(Object.keys(config ?? {}));
    expect(spec).toMatchObject({ name: 'patients', data: { split: { group: 'patient' } } });
  });

  test('check and data read it the same way', async () => {
    const named = ['patients.csv', '--target', 'outcome'];
    const { code, stdout } = await run(['check', ...named, '--only', 'builds,independent-rows'], directory);
    expect(code).toBe(0);
    expect(stdout).toContain('2 passed');
    const { findings, schema } = await json<DataReport>(['data', ...named], directory);
    expect(schema?.roles).toEqual({ group: 'patient' });
    expect(findings.map(({ kind }) => kind)).not.toContain('likely-group');
  });

  test('it may be a table of any format, a database, a folder of images, or built in', async () => {
    const [names = [], ...rows] = penguins
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    // Every row more is another step of up to 300 epochs of five models.
    const few = rows.filter((_, row) => row % 12 === 0);
    const text = [names, ...few].map((cells) => cells.join(',')).join('\n');
    const objects = few.map((row) => Object.fromEntries(row.map((cell, at) => [names[at], cell])));
    const tables: Readonly<Record<string, string | Buffer>> = {
      'p.csv.gz': gzipSync(text),
      'p.tsv': text.replaceAll(',', '\t'),
      'p.jsonl': objects.map((row) => JSON.stringify(row)).join('\n'),
      'p.json': JSON.stringify(objects),
    };
    for (const [file, content] of Object.entries(tables)) writeFileSync(path(file), content);
    const parquet = new URL('../fixtures/formats/penguins.parquet', import.meta.url);
    copyFileSync(fileURLToPath(parquet), path('p.parquet'));
    for (const file of [...Object.keys(tables), 'p.parquet']) {
      const args = ['start', file, '--target', 'species', '--name', file, ...quick];
      expect(await json(args, directory), file).toMatchObject({ study: file, trials: { complete: 1 } });
    }
    writeDatabase(path('shop.db'));
    const query = ['--query', 'select * from orders', '--target', 'price'];
    expect(await json(['start', 'shop.db', ...query, ...quick], directory)).toMatchObject({ study: 'shop' });
    writeImages(path('pets'));
    expect(await json(['start', 'pets', ...quick], directory)).toMatchObject({ study: 'pets' });
    expect(await json(['start', 'iris', ...quick], directory)).toMatchObject({ study: 'iris' });
  });
});

function writeDatabase(file: string): void {
  const database = new Sqlite(file);
  database.exec('create table orders (size real, price real)');
  const insert = database.prepare('insert into orders values (?, ?)');
  for (let row = 0; row < 60; row++) insert.run(row / 7, row * 1.5 + (row % 3) / 4);
  database.close();
}

/** Two classes of 8 × 8 pixels: bright and dark. */
function writeImages(folder: string): void {
  for (const [name, level] of Object.entries({ bright: 200, dark: 40 })) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let image = 0; image < 12; image++) {
      const data = Uint8Array.from({ length: 64 }, (_, pixel) => level + ((pixel * (image + 3)) % 11));
      writeFileSync(join(folder, name, `${image}.png`), encode({ width: 8, height: 8, channels: 1, data }));
    }
  }
}
