import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readOptions } from '../../src/actions/options/read-options.ts';
import { exportOptions } from '../../src/actions/transfer/export-options.ts';
import { exportStored } from '../../src/actions/transfer/export-study.ts';
import { importCommand } from '../../src/commands/import.ts';
import { renderTop } from '../../src/report/text/trials/top.ts';
import { renderTrial } from '../../src/report/text/trials/trial-text.ts';
import { openStudy } from '../../src/runs/open-study.ts';
import { chooseMembers } from '../../src/serving/choose-members.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { exampleStudy } from '../store/example-study.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { storedStudy } from '../transfer/given-studies.ts';
import { givenTerminal } from './given-terminal.ts';

const fixture = new URL('../fixtures/optuna/study.sqlite3', import.meta.url).pathname;

type StudyExport = Parameters<typeof exportStored>[1];
const plain: StudyExport = {
  ...readOptions(exportOptions, { format: 'json', db: 'none.db' }),
  format: 'json',
};
const events = { signal: () => new AbortController().signal, print() {} };

async function imported(folder: string, file: string, flags: Record<string, unknown> = {}) {
  const terminal = givenTerminal();
  const db = join(folder, 'imported.db');
  const given = { file: join(folder, file), db, json: false, ...flags };
  const { handler } = importCommand(terminal);
  await handler({ _: [], $0: 'hpsearch', ...given } as unknown as Parameters<typeof handler>[0]);
  return { terminal, db };
}

it("reads a study of Optuna's, shows it, and refuses to train in it", async () => {
  const folder = temporaryFolder();
  copyFileSync(fixture, join(folder, 'optuna.db'));
  const { terminal, db } = await imported(folder, 'optuna.db', { study: 'real', name: 'wine' });
  expect(terminal.printed).toEqual([
    `imported study 'wine' into ${db}: 5 complete, 1 pruned, 1 failed, 1 waiting trials`,
  ]);
  const store = await openSqliteStore(db);
  try {
    const [study] = await store.studies();
    if (study === undefined) throw new Error('there is no study');
    const top = await store.top(study.id, 3);
    expect(renderTop(study, top, 120)).toMatch(/^wine: value, minimized/);
    const [best] = top;
    if (best === undefined) throw new Error('no trial is complete');
    const history = await store.history(study.id, best.trial);
    expect(renderTrial(study, best, history, 120)).toMatch(
      /of wine, imported: complete, value 0\.\d+ returned, after 4 steps, \d\.\d s\n/,
    );
    for (const asked of [undefined, String(best.trial)]) {
      await expect(chooseMembers(store, study, asked)).rejects.toThrow(
        /^'wine': the study was imported from Optuna without data and model: /,
      );
    }
    await expect(openStudy(store, exampleStudy('wine'), false)).rejects.toThrow(
      /imported from Optuna without data and model.*name/,
    );
  } finally {
    await store.close();
  }
});

it('writes no file over another unless it is told to, and nothing half', async () => {
  const folder = temporaryFolder();
  const { store, study } = await storedStudy();
  const to = join(folder, 'study.json');
  writeFileSync(to, 'mine');
  const exporting = (changes: Partial<StudyExport>) =>
    exportStored({ store, study }, { ...plain, to, ...changes }, events);
  for (const format of ['csv', 'json', 'optuna'] as const) {
    for (const replace of [false, true]) {
      await expect(exporting({ format, replace })).rejects.toThrow(`to: ${to} exists and stays: only`);
    }
  }
  expect(readFileSync(to, 'utf8')).toBe('mine');
  rmSync(to);
  await exporting({});
  await expect(exporting({})).rejects.toThrow(`to: ${to} exists already: replace: true writes over it`);
  expect(await exporting({ replace: true })).toEqual({
    study: 'whole',
    format: 'json',
    to,
    trials: 6,
    weights: false,
  });
  const { terminal: other } = await imported(folder, 'study.json', { name: 'copy', json: true });
  expect(JSON.parse(other.printed[0] ?? '')).toMatchObject({
    study: 'copy',
    format: 'json',
    trials: { complete: 3 },
  });
  await store.close();
  await expect(exporting({ replace: true, to: join(folder, 'none.json') })).rejects.toThrow();
  expect(readdirSync(folder).sort()).toEqual(['imported.db', 'study.json']);
});

it('prints csv and json where no file is named', async () => {
  const { store, study } = await storedStudy();
  const printed: string[] = [];
  const printing = { ...events, print: (text: string) => void printed.push(text) };
  await exportStored({ store, study }, { ...plain, format: 'csv' }, printing);
  expect(printed[0]?.split('\n')).toHaveLength(7);
  await exportStored({ store, study }, plain, printing);
  expect(JSON.parse(printed[1] ?? '').format).toBe('hpsearch-study');
  await store.close();
  for (const [options, fault] of [
    [{ format: 'optuna' }, 'to: must name the file'],
    [{}, 'to: must name the folder'],
    [{ format: 'csv', weights: true, to: 'x' }, "weights: goes with format: 'json', not csv"],
    [{ format: 'csv', model: '3', to: 'x' }, 'model: goes with format tfjs or savedmodel'],
  ] as const) {
    expect(() => readOptions(exportOptions, options)).toThrow(fault);
  }
});

it.each([
  [{ file: 'nowhere.json' }, /does not exist/],
  [{ file: 'trials.csv' }, /^space: must be given for csv/],
  [{ file: 'trials' }, /^format: must be given/],
  [{ file: 'trials.csv', format: 'json' }, /trials\.csv:1:1: /],
  [{ file: 'trials.csv', format: 'optuna' }, /is not an SQLite database/],
  [{ file: 'trials.csv', space: 'space.json', study: 'real' }, /study: goes with a database$/],
  [
    { file: 'study.json', space: 'space.json' },
    /space: must be left out: a study of hpsearch brings its own/,
  ],
  [
    { file: 'trials.csv', study: 'real', directory: '.' },
    /^space: .*\nstudy: .*\ndirectory: .*json or hpsearch$/,
  ],
])('refuses %o and makes no database', async ({ file, ...flags }, message) => {
  const folder = temporaryFolder();
  for (const name of ['trials', 'trials.csv', 'study.json'])
    writeFileSync(join(folder, name), 'units,value\n8,1\n');
  await expect(imported(folder, file, flags)).rejects.toThrow(message);
  expect(existsSync(join(folder, 'imported.db'))).toBe(false);
});

it('names a folder that is given in place of a file', async () => {
  const folder = temporaryFolder();
  for (const name of ['studies', 'study.json']) {
    mkdirSync(join(folder, name));
    await expect(imported(folder, name)).rejects.toThrow(
      `${folder}/${name}: must be a regular file, and is a folder`,
    );
  }
});
