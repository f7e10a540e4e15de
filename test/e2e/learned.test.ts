import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importance } from '../../src/interface/importance.ts';
import { refine } from '../../src/interface/refine.ts';
import type { ParameterImportanceReport } from '../../src/reports/learned/parameter-importance-report.ts';
import type { Trial } from '../../src/study/trial.ts';
import { temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

/** Only the rate and, with b, the depth matter; a large rate fails. */
const objective = `
export async function run({ rate, kind, depth }) {
  if (rate > 0.5) throw new Error('too large');
  return { score: Math.abs(Math.log10(rate) + 2) + (kind === 'b' ? Math.abs(depth - 2) / 4 : 0) };
}`;

beforeAll(async () => {
  writeFileSync(join(directory, 'objective.mjs'), objective);
  const space = {
    name: 'learned',
    model: { objective: './objective.mjs' },
    space: {
      rate: { type: 'logUniform', min: 1e-4, max: 1 },
      kind: { type: 'choice', values: ['a', 'b'] },
      depth: { type: 'int', min: 1, max: 5, when: { kind: 'b' } },
      noise: { type: 'uniform', min: 0, max: 1 },
    },
    objective: { metric: 'score', direction: 'minimize' },
    search: { trials: 60 },
  };
  writeFileSync(join(directory, 'space.json'), JSON.stringify(space));
  await run(['start', 'space.json', '--quiet'], directory);
});

test('importance says in words what matters, and what the best trials have', async () => {
  const { code, stdout } = await run(['importance'], directory);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^learned: what sets the best 15 of 60 trials apart by score \(ped-anova\)\n/);
  expect(stdout).toMatch(/\nrate explains \d+ % \(95 %: \d+ to \d+ %\)[.,]/);
  expect(stdout).toMatch(/No visible effect: .*noise/);
  expect(stdout).toMatch(/rate +\d+ % +\d+ to \d+ % +[▇▒]{15,25} +0\.00\d+ to 0\.0\d+/);
  expect(stdout).toMatch(/depth .* \d+ trials with kind b/);
});

test('importance is the same again, on the command line and in a program, by either method', async () => {
  for (const method of ['ped-anova', 'fanova'] as const) {
    const report = await json<ParameterImportanceReport>(['importance', '--method', method], directory);
    const db = join(directory, 'hpsearch.db');
    expect(await importance({ db, method })).toEqual(report);
    expect(report.effects[0]).toMatchObject({ parameters: ['rate'], isVisible: true });
    const depth = report.effects.find(({ parameters: [name] }) => name === 'depth');
    expect(depth?.when).toEqual({ kind: ['b'] });
    expect(depth?.trials).toBeLessThan(60);
  }
  const { stdout } = await run(['importance', '--method', 'fanova', '--pairs'], directory);
  expect(stdout).toMatch(
    /shares of the variance of score over the search space \(fanova, \d+ complete trials\)/,
  );
  expect(stdout).toMatch(/rate × noise/);
});

test('importance refuses what it cannot measure', async () => {
  const refused = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(['importance', ...args], directory);
    expect([code, stdout]).toEqual([2, '']);
    return stderr;
  };
  expect(await refused('--pairs')).toContain('--pairs: must come with --method fanova');
  expect(await refused('--best', '0.2', '--method', 'fanova')).toContain(
    '--best: must not be given together with --method fanova, which looks at all trials alike',
  );
  expect(await refused('--best', '1')).toContain('--best: must be a number above 0 and below 1, got 1');
  copyFileSync(join(directory, 'space.json'), join(directory, 'few.json'));
  await run(['start', 'few.json', '--name', 'few', '--trials', '9', '--db', 'few.db', '--quiet'], directory);
  expect(await refused('--db', 'few.db')).toContain(
    "'few' must have 10 ended trials to show what matters, and has 9",
  );
  expect(readdirSync(directory).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('refine writes a space whose changes have their reasons, and start searches it', async () => {
  const { code, stdout } = await run(['refine'], directory);
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('wrote learned-refined.yaml; next: hpsearch start'),
  ]);
  expect(stdout).toMatch(/rate +narrowed +1e-4 to 1 +0\.00\d+ to 0\.\d+ +most of the best 15 trials have/);
  const text = readFileSync(join(directory, 'learned-refined.yaml'), 'utf8');
  expect(text).toMatch(
    /rate: \{ type: logUniform, min: [\d.]+, max: [\d.]+ \} # narrowed, was 1e-4 to 1: most/,
  );
  const started = await json<{ study: string; trials: object; best: Trial }>(
    ['start', 'learned-refined.yaml', '--trials', '12', '--quiet', '--db', 'refined.db'],
    directory,
  );
  expect(started).toMatchObject({ study: 'learned-refined', trials: { complete: 12 } });
  expect(started.best.value).toBeLessThan(0.4);
});

test('refine gives programs the same report, and overwrites nothing', async () => {
  const db = join(directory, 'hpsearch.db');
  const to = join(directory, 'again.json');
  const report = await refine({ db, to });
  expect(await json(['refine', '--to', 'other.json'], directory)).toEqual({ ...report, to: 'other.json' });
  expect(JSON.parse(readFileSync(to, 'utf8'))).toMatchObject({
    name: 'learned-refined',
    search: { seed: 2 },
  });
  writeFileSync(to, 'mine');
  const { code, stderr } = await run(['refine', '--to', 'again.json'], directory);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--to: again.json exists and stays')]);
  expect(readFileSync(to, 'utf8')).toBe('mine');
});
