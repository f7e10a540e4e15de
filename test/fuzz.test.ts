import { expect, test } from 'vitest';
import { randomFor } from '../src/statistics/random.ts';
import { CommandServer } from './fuzz/command-server.ts';
import type { FuzzCase, Run } from './fuzz/fuzzer.ts';
import { fuzzers } from './fuzz/fuzzers/catalogue.ts';
import { faultsOfRun } from './fuzz/oracle.ts';
import { endlessPlan, shortPlan } from './fuzz/plan.ts';
import { runFuzzers } from './fuzz/run-fuzzers.ts';
import { shrink } from './fuzz/shrink.ts';
import { Stock } from './fuzz/stock.ts';

// Patience for a machine that is busy: alone it takes half a minute.
test('no case of the short form shows a fault', { timeout: 600_000 }, async () => {
  const { findings, counts } = await runFuzzers({ seed: 1, plan: shortPlan(fuzzers), lanes: 2 });
  expect(findings.map(({ fault, repeat }) => `${fault} (${repeat})`)).toEqual([]);
  expect(Object.keys(counts).sort()).toEqual(fuzzers.map(({ name }) => name).sort());
  // Both accepted and refused inputs are tried, or the fuzzers test nothing.
  for (const [name, { endings }] of Object.entries(counts)) {
    expect(endings, name).toHaveProperty('0');
    expect(endings, name).toHaveProperty('2');
  }
});

test('the same seed gives the same cases, another seed gives others', async () => {
  const stock = new Stock(new CommandServer());
  const byItself = fuzzers.filter(({ name }) => !/^(imports|databases)$/.test(name));
  try {
    for (const { name, next } of byItself) {
      const cases = (seed: number) =>
        Promise.all([0, 1, 2].map((index) => next(randomFor(seed, name, index), stock)));
      expect(await cases(1)).toEqual(await cases(1));
      expect(await cases(1)).not.toEqual(await cases(2));
    }
  } finally {
    stock.remove();
  }
});

test('the endless plan takes the cases of each fuzzer in order, in the proportions of the short form', () => {
  let left = 200;
  const taken = [...endlessPlan(fuzzers, () => left-- === 0)];
  for (const fuzzer of fuzzers) {
    const indexes = taken.filter((planned) => planned.fuzzer === fuzzer).map(({ index }) => index);
    expect(indexes).toEqual([...indexes.keys()]);
    const sum = fuzzers.reduce((total, { shortCases }) => total + shortCases, 0);
    expect(Math.abs(indexes.length - (200 * fuzzer.shortCases) / sum)).toBeLessThan(2);
  }
});

const aCase: FuzzCase = { title: 'a case', files: {}, commands: [['top']], program: 'server' };
const sound: Run = {
  args: ['top', '--json'],
  code: 0,
  stdout: '[]\n',
  stderr: '',
  breaches: [],
  processorSeconds: 0.1,
};

test.each<[string, Partial<Run>, string]>([
  [
    'a trace',
    { code: 1, stderr: 'TypeError: x\n    at top (file.js:1:1)\n' },
    'top: shows a trace: TypeError: x',
  ],
  ['another exit code', { code: 7 }, 'top: ended with 7'],
  ['silence', { code: 2, stdout: '', args: ['top'] }, 'top: says nothing'],
  ['a control character', { code: 2, stdout: '', stderr: 'no \u001b[31mstudy\n' }, 'top: shows a control'],
  ['a bidirectional character', { args: ['top'], stdout: '\u202Ex\n' }, 'top: shows a control'],
  ['forty lines', { code: 2, stdout: '', stderr: 'fault\n'.repeat(40) }, 'top: explains itself in 40 lines'],
  ['two documents', { stdout: '[]\n[]\n' }, 'top: prints other than one JSON document'],
  ['a breach', { code: null, breaches: ['did not end'] }, 'top: did not end'],
])('the oracle sees %s', (_title, change, fault) => {
  expect(faultsOfRun(sound, aCase, new Map(), new Map())).toEqual([]);
  const [first, ...others] = faultsOfRun({ ...sound, ...change }, aCase, new Map(), new Map());
  expect(first).toContain(fault);
  expect(others).toEqual([]);
});

test('the oracle sees files that changed, that are gone, and that are left behind', () => {
  const before = new Map([
    ['data.csv', 'a'],
    ['old.csv', 'a'],
    ['notes', 'folder'],
  ]);
  const after = new Map([
    ['data.csv', 'b'],
    ['old.csv', 'b'],
    ['new.html', 'c'],
    ['new.html.part', 'c'],
  ]);
  const run: Run = { ...sound, args: ['top', '--html', 'new.html'] };
  const may = { ...aCase, mayChange: ['old.csv'] };
  expect(faultsOfRun(run, may, before, after)).toEqual([
    'top: changed or removed data.csv, notes',
    'top: left new.html.part behind',
  ]);
  expect(faultsOfRun({ ...run, code: 2, stdout: '', stderr: 'no' }, may, after, before)).toEqual([
    'top: changed or removed data.csv, new.html, new.html.part',
    'top: left notes behind',
  ]);
});

test('a failing case becomes small', async () => {
  const text = Array.from({ length: 64 }, (_, line) => `line ${line}`).join('\n');
  const large: FuzzCase = {
    ...aCase,
    files: { 'a.txt': { text }, 'b.txt': { text } },
    commands: [['top', '--k', '1'], ['show', '0', '--json'], ['studies']],
  };
  const failing = (smaller: FuzzCase) =>
    Promise.resolve(
      /line 40$/m.test(JSON.stringify(smaller.files).replaceAll(String.raw`\n`, '\n')) &&
        smaller.commands.some(([name]) => name === 'show'),
    );
  const small = await shrink(large, failing);
  expect(small.commands).toEqual([['show']]);
  expect(Object.keys(small.files)).toHaveLength(1);
  expect(JSON.stringify(small.files).length).toBeLessThan(100);
});
