import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommandLine } from '../../src/commands/command-line.ts';
import { HpsearchError } from '../../src/faults/errors.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { GivenModels } from '../serving/given-models.ts';
import { givenTerminal } from './given-terminal.ts';

/** The files that a command may replace, by the world's names. */
interface Written {
  readonly args: (path: string) => string[];
  readonly own: readonly string[];
}

const given = new GivenModels();
const world = mkdtempSync(join(tmpdir(), 'hpsearch-world-'));
const at = (name: string) => `${world}/${name}`;
afterAll(() => rmSync(world, { recursive: true }));

const db = ['--db', at('studies.db'), '--study', 'flowers'];
const exporting = (format: string) => (to: string) => ['export', '--format', format, `--to=${to}`, ...db];
const page = ['page.html'];
const writing: readonly Written[] = [
  { args: (out) => ['predict', at('new.csv'), `--out=${out}`, ...db], own: ['predictions.csv'] },
  { args: (html) => ['evaluate', `--html=${html}`, ...db], own: page },
  { args: (html) => ['check', at('space.json'), '--only', 'enough-rows', `--html=${html}`], own: page },
  { args: (html) => ['data', at('space.json'), `--html=${html}`, '--quiet'], own: page },
  { args: exporting('tfjs'), own: ['model'] },
  { args: exporting('csv'), own: ['trials.csv'] },
  { args: exporting('json'), own: ['study.json'] },
  { args: exporting('optuna'), own: ['optuna.db'] },
];
/** They add to a database, whatever its name, or make one; and never replace. */
const database: Written = {
  args: (to) => ['import', at('study.json'), `--db=${to}`, '--name', 'again'],
  own: [],
};

const files = [
  'new.csv',
  'space.json',
  'studies.db',
  'predictions.csv',
  'page.html',
  'trials.csv',
  'study.json',
];
const names = [
  ...files,
  ...['optuna.db', 'foreign.db', 'notes.txt', 'empty', 'pipe', 'device', 'folder', 'model', 'pictures'],
  ...['hard', 'soft', 'dangling', 'circle', 'to-model', 'to-null', 'model/weights.bin', 'pictures/a.png'],
  ...[
    'fresh',
    'fresh/',
    'none/fresh',
    'none/../fresh',
    'folder/',
    'folder/fresh',
    'é ü\u202e',
    'x'.repeat(300),
  ],
];
const bare = [
  '',
  ' ',
  '\t',
  '\0',
  `${at('a')}\0b`,
  `${at('a')}\nb`,
  '.',
  '..',
  '/',
  './',
  '/dev/null',
  '/dev/fd/1',
  '/proc/self/fd/1',
];

async function command(args: readonly string[]): Promise<unknown> {
  const terminal = givenTerminal();
  return runCommandLine(args, terminal, () => undefined).then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Everything in the world, and what it is. */
function snapshot(folder = world, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const name = prefix + entry.name;
    if (entry.isDirectory()) for (const [below, what] of snapshot(path, `${name}/`)) found.set(below, what);
    const content = entry.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
    const link = entry.isSymbolicLink() ? readlinkSync(path) : '';
    found.set(name, `${lstatSync(path).mode & 0o170000} ${link} ${content}`);
  }
  return found;
}

const original = mkdtempSync(join(tmpdir(), 'hpsearch-original-'));
afterAll(() => rmSync(original, { recursive: true }));

/** Anew from what was made once: regular files from copies, the others as they are made. */
function restore(): void {
  for (const entry of readdirSync(world)) rmSync(at(entry), { recursive: true });
  for (const name of readdirSync(original)) copyFileSync(join(original, name), at(name));
  for (const name of ['folder', 'model', 'pictures']) mkdirSync(at(name));
  for (const name of ['folder/kept.txt', 'notes.txt', 'pictures/a.png']) writeFileSync(at(name), 'mine');
  writeFileSync(at('empty'), '');
  writeFileSync(at('model/preprocess.json'), '{"format":"hpsearch-preprocess","version":1}');
  writeFileSync(at('model/weights.bin'), 'weights');
  linkSync(at('new.csv'), at('hard'));
  for (const [name, to] of Object.entries({
    ...{
      soft: 'studies.db',
      dangling: 'nowhere',
      circle: 'circle',
      'to-model': 'model',
      'to-null': '/dev/null',
    },
  })) {
    symlinkSync(to, at(name));
  }
  spawnSync('mkfifo', [at('pipe')]);
  // Only the superuser makes devices.
  spawnSync('mknod', [at('device'), 'c', '1', '3']);
}

beforeAll(async () => {
  await given.study('flowers', 'iris', { family: 'mlp' });
  const make = (name: string, content: string) => writeFileSync(join(original, name), content);
  make('new.csv', 'sepalLength,sepalWidth,petalLength,petalWidth\n5,3,1,0.2\n');
  make(
    'space.json',
    '{"name":"s","data":{"source":"iris"},"space":{"learningRate":0.01},"training":{"backend":"wasm"}}',
  );
  const { default: SqliteDatabase } = await import('better-sqlite3');
  new SqliteDatabase(join(original, 'foreign.db')).exec('create table photos (name text)').close();
  const studies = join(given.folder, 'studies.db');
  const exported = ['export', '--format', 'json', '--weights', '--to', at('study.json'), '--db', studies];
  expect(await command(exported)).toBeUndefined();
  expect(await command(['import', at('study.json'), '--db', at('studies.db')])).toBeUndefined();
  for (const name of ['studies.db', 'study.json']) copyFileSync(at(name), join(original, name));
  restore();
  for (const { args, own } of writing) {
    const [name = ''] = own;
    if (name === 'model' || name === 'study.json') continue;
    expect(await command([...args(at(name)), '--replace'])).toBeUndefined();
    copyFileSync(at(name), join(original, name));
  }
  restore();
});

/** The names in the world that a path leads to, where the file system says so. */
function meant(path: string): string[] {
  const linked = path.replace('to-model', 'model').replace(/\/+$/, '');
  return linked.startsWith(`${world}/`) ? [linked.slice(world.length + 1)] : [];
}

test('no path that a user gives destroys what stands there', async () => {
  const random = randomFor('paths');
  const before = snapshot();
  const paths = [...names.map((name) => at(name)), ...bare];
  let done = 0;
  for (let turn = 0; turn < 70; turn++) {
    const path = paths[turn % paths.length] as string;
    const { args, own } = [...writing, database][random.below(writing.length + 1)] as Written;
    const isReplacing = own.length > 0 && random.below(2) === 1;
    const words = [...args(path), ...(isReplacing ? ['--replace'] : [])];
    const error = await command(words);
    const label = JSON.stringify(words);
    if (error !== undefined) {
      expect(error, label).toBeInstanceOf(HpsearchError);
      expect((error as Error).message, label).not.toMatch(/^\s+at /m);
    } else done++;
    const after = snapshot();
    // A failure changes nothing at all; a success what it may replace, or the database that it adds to.
    const free = error === undefined ? meant(path) : [];
    const mayChange =
      own.length === 0 ? ['studies.db', 'soft', 'empty'] : isReplacing ? [...own, 'empty', 'model'] : [];
    for (const [name, what] of before) {
      const [top = ''] = name.split('/');
      if (after.get(name) === what) continue;
      const isFree =
        free.includes(top) && mayChange.includes(top) && (top !== 'model' || own.includes('model'));
      const isDatabase =
        error === undefined && own.length === 0 && path.endsWith('soft') && name === 'studies.db';
      expect(isFree || isDatabase ? [] : [label, name, after.get(name)]).toEqual([]);
    }
    const added = [...after.keys()].filter((name) => !before.has(name));
    if (error !== undefined) expect([label, added]).toEqual([label, []]);
    if (error === undefined || added.length > 0) restore();
  }
  expect(done).toBeGreaterThanOrEqual(5);
});
