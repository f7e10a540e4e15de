import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { UsageError } from '../../src/faults/errors.ts';
import { csvTable } from '../../src/transfer/csv.ts';
import { readTrialTable } from '../../src/transfer/csv-trials.ts';
import { openExport } from '../../src/transfer/transfer.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { joined, storedStudy, wholeStudy } from './given-studies.ts';

const { spec } = wholeStudy().study;

async function exportedText(): Promise<string> {
  const { store, study } = await storedStudy();
  return joined(csvTable(await openExport(store, study, false)));
}

function tableOf(text: string): string {
  const file = join(temporaryFolder(), 'trials.csv');
  writeFileSync(file, text);
  return file;
}

it('has a row a trial, which any reader of CSV understands', async () => {
  const rows: Record<string, string>[] = parse(await exportedText(), { columns: true });
  expect(rows.map(({ trial, state, value }) => [trial, state, value])).toEqual([
    ['0', 'complete', '0.125'],
    ['1', 'complete', '0.1'],
    ['2', 'pruned', '0.5'],
    ['3', 'failed', ''],
    ['4', 'complete', '0.0875'],
    ['5', 'waiting', ''],
  ]);
  expect(rows[1]).toMatchObject({
    'config.momentum': '0.9',
    'metric.loss': String(0.1 / 3),
    seconds: '3.25',
  });
  expect(rows[3]).toMatchObject({
    'failure.kind': 'diverged',
    'failure.message': 'loss 1e+26, in "epoch" 3',
  });
  expect(rows[4]).toMatchObject({ 'config.optimizer': '=1+1, "x"', origin: 'continued', parent: '1' });
});

it('comes back as the same trials, but for those that had not ended', async () => {
  const { trials, unfinished } = await readTrialTable(tableOf(await exportedText()), spec);
  expect(unfinished).toBe(1);
  const original = wholeStudy().trials.slice(0, 5);
  expect(trials.map(({ trial }) => trial)).toEqual(
    original.map(({ trial: { parent: _, draw: __, ...trial } }) => ({
      ...trial,
      backend: null,
      origin: 'imported',
    })),
  );
});

const header = 'learningRate,dropout,layers,optimizer,value';
const small = {
  ...spec,
  space: spec.space.filter(({ name }) => [...header.split(','), 'momentum', 'useBias'].includes(name)),
};

it('takes the table of another tool, numbers the trials from 0 and fills in what the space fixes', async () => {
  const file = tableOf(
    `${header};momentum\n`.replaceAll(',', ';') +
      '1e-3;0.30000000000000004;3;sgd;0.5;0.9\n2e-3;0;1;adam;0.25;\n',
  );
  const { trials } = await readTrialTable(file, small);
  expect(trials.map(({ trial }) => [trial.trial, trial.value, trial.config])).toEqual([
    [0, 0.5, { learningRate: 1e-3, dropout: 0.3, layers: 3, optimizer: 'sgd', useBias: true, momentum: 0.9 }],
    [1, 0.25, { learningRate: 2e-3, dropout: 0, layers: 1, optimizer: 'adam', useBias: true }],
  ]);
  expect(trials[0]?.trial).toMatchObject({ state: 'complete', metrics: { valMae: 0.5 }, origin: 'imported' });
});

it.each([
  [
    'a value outside its range',
    '0.5,0,1,adam,1',
    /:2:1 learningRate: must be a number from 0\.00001 to 0\.1, got 0\.5/,
  ],
  [
    'a value beside the grid',
    '1e-3,0.25,1,adam,1',
    /:2:2 dropout: must be a number from 0 to 0\.6 in steps of 0\.1, got 0\.25/,
  ],
  [
    'a whole number off its steps',
    '1e-3,0,2,adam,1',
    /:2:3 layers: must be a whole number .* in steps of 2, got 2/,
  ],
  ['an unknown choice', '1e-3,0,1,rmsprop,1', /:2:4 optimizer: must be one of adam, sgd/],
  ['text for a number', '1e-3,none,1,adam,1', /:2:2 dropout: must be a number .*, got "none"/],
  ['an empty cell', '1e-3,,1,adam,1', /:2:2 dropout: must be given/],
  ['no value', '1e-3,0,1,adam,', /:2:5 value: must be given/],
  [
    'a value that is no number',
    '1e-3,0,1,adam,good',
    /:2:5 value: must be a finite number in decimal digits, got "good"/,
  ],
  ['a hexadecimal number', '1e-3,0,0x5,adam,1', /:2:3 layers: must be .*, got "0x5"/],
  ['a hexadecimal value', '1e-3,0,1,adam,0x5', /:2:5 value: must be a finite number in decimal digits/],
  ['a number with a plus', '+1e-3,0,1,adam,1', /:2:1 learningRate: must be .*, got "\+1e-3"/],
  ['a missing parameter that the others ask for', '1e-3,0,1,sgd,1', /:2 momentum: must be given/],
])('refuses %s, naming line and column', async (_, row, message) => {
  await expect(readTrialTable(tableOf(`${header}\n${row}\n`), small)).rejects.toThrow(message);
});

it('refuses unknown, repeated and missing columns, all at once', async () => {
  const reading = readTrialTable(tableOf('learningrate,dropout,dropout,layers\n1,0,0,1\n'), small);
  await expect(reading).rejects.toThrow(/:1:1 column 1: must be a parameter .*"learningrate" \(did you mean/);
  await expect(reading).rejects.toThrow(/:1:3 column 3: must be there once/);
  await expect(reading).rejects.toThrow(/:1 value: must be a column/);
});

it('refuses a value where the condition does not hold', async () => {
  const file = tableOf(`${header},momentum\n1e-3,0,1,adam,1,0.5\n`);
  await expect(readTrialTable(file, small)).rejects.toThrow(
    /:2:6 momentum: must be left out: it has a value only where optimizer is sgd, got 0\.5/,
  );
});

it('refuses a file that is not there', async () => {
  await expect(readTrialTable('nowhere.csv', spec)).rejects.toThrow(UsageError);
});
