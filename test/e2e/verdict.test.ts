import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { curveColumns, studyHead, trialColumns } from '../../src/actions/index.ts';
import type { ShownVerdict } from '../../src/report/text/trials/verdict-text.ts';
import type { SpreadReport } from '../../src/reports/rerun-report.ts';
import { temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const db = join(directory, 'hpsearch.db');
const write = (name: string, content: object) =>
  writeFileSync(join(directory, name), JSON.stringify(content));

const bowl = `export function run({ x, y = 0 }) {
  if (x > 0.9) throw new Error('too far');
  return { height: (x - 0.3) ** 2 + y ** 2 / 10 };
}`;

beforeAll(async () => {
  writeFileSync(join(directory, 'bowl.mjs'), bowl);
  write('bowl.json', {
    name: 'bowl',
    model: { objective: './bowl.mjs' },
    space: {
      shape: { type: 'choice', values: ['line', 'plane'] },
      x: { type: 'uniform', min: 0, max: 1 },
      y: { type: 'uniform', min: -1, max: 1, when: { shape: ['plane'] } },
    },
    objective: { metric: 'height', direction: 'minimize' },
    training: { timeoutSeconds: 10 },
    search: { trials: 80 },
  });
  write('iris.json', {
    name: 'iris',
    data: { source: 'iris', split: { folds: 3 } },
    model: { type: 'mlp' },
    space: {
      learningRate: { type: 'logUniform', min: 0.001, max: 0.3 },
      layers: { type: 'int', min: 1, max: 2 },
      units: { type: 'logInt', min: 4, max: 32 },
    },
    objective: { metric: 'valAccuracy', direction: 'maximize' },
    where: { parameters: { max: 400 } },
    humanBaseline: 0.97,
    training: { maxEpochs: 4, patience: 3 },
    search: { trials: 8 },
  });
  for (const name of ['bowl', 'iris']) {
    const { code, stderr } = await run(['start', `${name}.json`, '--quiet', '--no-check'], directory);
    expect([code, stderr]).toEqual([0, '']);
  }
  await run(['export', '--study', 'bowl', '--format', 'json', '--to', 'copy.json'], directory);
  const { code } = await run(['import', 'copy.json', '--name', 'copy'], directory);
  expect(code).toBe(0);
}, 120_000);

const textOf = ({ verdict }: ShownVerdict) => verdict.lines.map(({ text }) => text).join('\n');

describe('the verdict on searches that have run', () => {
  it.each(['bowl', 'copy'])(
    'a function: where it fails, and what more calls would gain (%s)',
    async (study) => {
      const report = await json<ShownVerdict>(['report', '--study', study, '--json'], directory);
      expect(report).toMatchObject({ study, metric: 'height' });
      expect(report.verdict.best).toMatchObject({ standardError: null, errorOf: null });
      expect(textOf(report)).toMatch(
        /\d+ of 80 trials crashed, all with x of at least 0\.9\d*: all \d+ trials there\./,
      );
      expect(textOf(report)).toMatch(/x sets the best trials apart most/);
      expect(textOf(report)).toMatch(
        /80 more trials would improve height by about [\d.e-]+, hardly more than/,
      );
      expect(report.verdict.next.map(({ command }) => command).join('\n')).not.toMatch(
        /confirm|ensemble|rerun/,
      );
    },
  );

  it('a function has no epochs, no backend and no curves', async () => {
    const head = await studyHead({ study: 'bowl', db });
    expect(head).toMatchObject({
      maxEpochs: null,
      backend: null,
      data: null,
      rungs: [],
      objectiveScale: 'log',
    });
    expect(head.axes.map(({ name, isConditional }) => [name, isConditional])).toEqual([
      ['shape', false],
      ['x', false],
      ['y', true],
    ]);
    const { parameters, trial } = await trialColumns({ study: 'bowl', db, since: undefined });
    for (const [place] of trial.entries()) {
      expect(Number.isNaN(parameters.y?.[place])).toBe(parameters.shape?.[place] === 0);
    }
    expect(
      (await curveColumns({ study: 'bowl', db, metric: undefined, since: undefined })).trial,
    ).toHaveLength(0);
  });

  it('folds and constraints: says what the error is of, who was refused, and that few trials tell little', async () => {
    const report = await json<ShownVerdict>(['report', '--study', 'iris', '--json'], directory);
    expect(report.verdict.best?.errorOf).toBe('120 rows of all folds');
    expect(textOf(report)).toMatch(/\d+ of 8 trials were refused/);
    expect(textOf(report)).toMatch(/reaches valAccuracy [\d.]+ %, people 97\.00 %\./);
    expect(textOf(report).match(/too few/g)).toHaveLength(1);
    expect(report.verdict.gain).toBeNull();
  });

  it('other seeds: says how much of the best value is luck', async () => {
    const before = await json<ShownVerdict>(['report', '--study', 'iris', '--json'], directory);
    expect(before.verdict.best?.seeds).toBeNull();
    const trial = before.verdict.best?.trial as number;
    const { mean, std } = await json<SpreadReport>(
      ['rerun', String(trial), '--study', 'iris', '--seeds', '3'],
      directory,
    );
    const report = await json<ShownVerdict>(['report', '--study', 'iris', '--json'], directory);
    expect(report.verdict.best).toEqual({ ...before.verdict.best, seeds: { count: 3, mean, std } });
    expect(report.verdict.lines.find(({ topic }) => topic === 'seeds')?.text).toMatch(
      new RegExp(
        `^Trained 3 times anew with other seeds, trial ${trial} reaches valAccuracy [\\d.]+ ± [\\d.]+, from`,
      ),
    );
    const { stdout } = await run(['report', '--study', 'iris'], directory);
    expect(stdout).toMatch(/\(standard error over 120 rows of all folds; deviation over 3 seeds [\d.e-]+\)/);
  });

  it('prints the same as text', async () => {
    const { stdout, code } = await run(['report', '--study', 'iris'], directory);
    const { verdict } = await json<ShownVerdict>(['report', '--study', 'iris', '--json'], directory);
    expect(code).toBe(0);
    const words = stdout.replace(/\s+/g, ' ');
    for (const { text } of verdict.lines) expect(words).toContain(text);
  });
});
