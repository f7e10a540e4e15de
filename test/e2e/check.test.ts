import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CheckReport, CheckResult } from '../../src/reports/check-report.ts';
import { json as jsonAlone, run as runAlone, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

/** A model of the user's that prints when it is loaded and built, and throws where it is told to. */
const module = `
  console.log('loaded');
  export const parameters = { broken: { type: 'choice', values: [true, false], default: false } };
  export function build({ tf, config, data }) {
    console.log('built');
    if (config.broken) throw new Error('no such layer');
    return tf.sequential({ layers: [
      tf.layers.dense({ inputShape: data.inputShape, units: 8, activation: 'relu' }),
      tf.layers.dense({ units: data.outputs }),
    ] });
  }`;

function writeModuleSpace(broken: boolean): void {
  writeFileSync(join(directory, 'model.mjs'), module);
  const space = { broken, learningRate: 0.01 };
  writeSpace(directory, { name: `broken-${broken}`, model: { module: './model.mjs' }, space });
}

describe('check', () => {
  test('makes every check of a sound pipeline, a line each, and writes its page', async () => {
    writeSpace(directory);
    const { code, stdout, stderr } = await run(['check', 'space.json', '--html', 'checks.html'], directory);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^read iris: CSV.*\n150 rows; /),
    });
    const listed = await json<{ name: string }[]>(['check', '--list'], directory);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(0, -1).map((line) => line.split(/\s+/)[1])).toEqual(listed.map(({ name }) => name));
    expect(lines.at(-1)).toMatch(/^\d+ passed.*, in /);
    expect(readFileSync(join(directory, 'checks.html'), 'utf8')).toContain('loss-falls');
  });

  test('--json prints one report, whatever a module prints', async () => {
    writeModuleSpace(false);
    const report = await jsonAlone<CheckReport>(
      ['check', 'space.json', '--only', 'overfit-few, initial-loss,loss-falls', '--skip', 'loss-falls'],
      directory,
    );
    expect(report).toMatchObject({ study: 'broken-false', backend: 'wasm', config: { learningRate: 0.01 } });
    expect(report.results.map(({ name, status }) => [name, status])).toEqual([
      ['initial-loss', 'pass'],
      ['overfit-few', 'pass'],
    ]);
    const keys: (keyof CheckResult)[] = [
      'exhibits',
      'hypothesis',
      'message',
      'name',
      'numbers',
      'seconds',
      'status',
    ];
    expect(Object.keys(report.results[0] ?? {}).sort()).toEqual(keys);
  });

  test('a failure is exit code 4, and an error of the module no stack', async () => {
    writeModuleSpace(true);
    const { code, stdout, stderr } = await runAlone(['check', 'space.json', '--quiet'], directory);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^✗ builds +no such layer\n +→ /);
    expect(stderr).toContain('a check failed: builds');
    expect(stdout + stderr).not.toMatch(/^\s+at /m);
  });

  test.each([
    ['a name that no check has', ['space.json', '--only', 'los-falls'], "did you mean 'loss-falls'?"],
    ['no check at all', ['space.json', '--only', 'builds', '--skip', 'builds'], 'leaves no check'],
    ['no space', [], '<space>: must name a space file'],
    [
      'a page that cannot be written',
      ['space.json', '--only', 'builds', '--html', 'no/such/folder.html'],
      '--html',
    ],
  ])('%s is one message with exit code 2', async (_, args, said) => {
    writeSpace(directory);
    const { code, stderr } = await run(['check', ...args], directory);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('start', () => {
  const start = (...args: string[]) => run(['start', 'space.json', ...args], directory);

  test('checks a new study on the standard error, and not one that has begun', async () => {
    writeSpace(directory, { name: 'checked' });
    const first = await start('--db', 'checked.db', '--trials', '1', '--workers', '1', '--check', '--json');
    expect(first.code).toBe(0);
    expect(first.stderr).toMatch(/✓ builds/);
    expect(JSON.parse(first.stdout)).toMatchObject({ study: 'checked', trials: { complete: 1 } });
    const second = await start('--db', 'checked.db', '--check', '--trials', '2', '--workers', '1');
    expect(second.code).toBe(0);
    expect(second.stderr).not.toContain('✓');
  });
});
