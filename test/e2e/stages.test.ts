import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FileOptions, InterruptedError, search } from 'hpsearch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ParameterImportanceReport } from '../../src/reports/learned/parameter-importance-report.ts';
import type { SearchReport } from '../../src/reports/search-report.ts';
import type { Trial } from '../../src/study/trial.ts';
import { type Recorded, recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const inDirectory = (name: string) => join(directory, name);

describe('a refined stage', () => {
  /** Only the rate matters; a large one fails. */
  const objective = `
export async function run({ rate, noise }) {
  if (rate > 0.5) throw new Error('too large');
  return { score: Math.abs(Math.log10(rate) + 2) + noise / 1e6 };
}`;
  const space = inDirectory('refined.json');
  const options = (db: string): FileOptions & { readonly db: string } => ({
    ...{ space, db: inDirectory(db), stage: 'refine', trials: 30 },
  });
  let whole: Recorded[];

  beforeAll(async () => {
    writeFileSync(inDirectory('objective.mjs'), objective);
    const content = {
      name: 'refined',
      model: { objective: './objective.mjs' },
      space: {
        rate: { type: 'logUniform', min: 1e-4, max: 1 },
        noise: { type: 'uniform', min: 0, max: 1 },
      },
      objective: { metric: 'score', direction: 'minimize' },
    };
    writeFileSync(space, JSON.stringify(content));
    const result = await search({ ...options('whole.db'), workers: 1 });
    expect(result.counts).toMatchObject({ waiting: 0 });
    expect(result.stages).toMatchObject([{ name: 'refine', from: 30 }]);
    expect(result.stages?.[0]?.changes).toMatchObject([{ parameter: 'rate', kind: 'narrowed' }]);
    whole = await recorded(inDirectory('whole.db'));
  });

  test('does not follow the trials of a space with too few configurations', async () => {
    const few = { ...JSON.parse(readFileSync(space, 'utf8')), name: 'few' };
    few.space = {
      rate: { type: 'choice', values: [0.001, 0.01, 0.1] },
      noise: { type: 'choice', values: [0, 1] },
    };
    writeFileSync(inDirectory('few.json'), JSON.stringify(few));
    const { counts, stages } = await search({
      ...{ space: inDirectory('few.json'), db: inDirectory('few.db'), stage: 'refine', trials: 30 },
    });
    expect({ counts, stages }).toMatchObject({ counts: { complete: 6, waiting: 0 }, stages: undefined });
  });

  test('follows the trials of the space, in the narrowed one, with the best of them first', () => {
    expect(whole).toHaveLength(60);
    const rates = whole.slice(30).map(({ config }) => config.rate as number);
    expect(Math.min(...rates)).toBeGreaterThan(1e-4);
    expect(Math.max(...rates)).toBeLessThan(0.5);
    const first = whole.slice(0, 30).toSorted((one, other) => (one.value ?? 9) - (other.value ?? 9));
    expect(whole.slice(30, 33).map(({ config }) => config)).toEqual(
      first.slice(0, 3).map(({ config }) => config),
    );
  });

  test('has the same trials with other workers, after an interruption in either stage, and when it comes later', async () => {
    const interrupted = async (
      stopAt: number,
      given: FileOptions & { readonly db: string },
      workers: number,
    ) => {
      const abort = new AbortController();
      let ended = 0;
      const onTrial = () => {
        ended += 1;
        if (ended === stopAt) abort.abort();
      };
      await expect(search({ ...given, workers, signal: abort.signal, onTrial })).rejects.toBeInstanceOf(
        InterruptedError,
      );
    };
    const { stage: _, ...plain } = options('later.db');
    await interrupted(20, plain, 3);
    await interrupted(25, options('later.db'), 2);
    await search({ ...options('later.db'), workers: 1 });
    expect(await recorded(inDirectory('later.db'))).toEqual(whole);
  });

  test('is what importance and refine look at, and more trials extend it', async () => {
    const report = await json<ParameterImportanceReport>(['importance', '--db', 'whole.db'], directory);
    expect(report).toMatchObject({ stage: 'refine', trials: 30 });
    const { stdout } = await run(['importance', '--db', 'whole.db'], directory);
    expect(stdout).toMatch(/^refined, stage refine: what sets the best 8 of 30 trials apart/);
    const { counts } = await search({ ...options('later.db'), trials: 35, workers: 1 });
    expect(counts).toMatchObject({ waiting: 0 });
    expect((await recorded(inDirectory('later.db'))).slice(0, 60)).toEqual(whole);
    expect(await recorded(inDirectory('later.db'))).toHaveLength(65);
  });
});

describe('a study in the stages overfit and regularise', () => {
  let report: SearchReport;
  const start = ['start', 'space.json', '--stage', 'regularise', '--trials', '4'];

  beforeAll(async () => {
    writeSpace(directory);
    report = await json<SearchReport>(start, directory);
  });

  test('searches capacity without regularisers, then regularisers around a winner', async () => {
    expect(report.trials).toEqual({ complete: 8, pruned: 0, failed: 0, waiting: 0 });
    expect(report.stages?.map(({ name, from }) => [name, from])).toEqual([
      ['overfit', 0],
      ['regularise', 4],
    ]);
    const trials = await recorded(inDirectory('hpsearch.db'));
    const [overfit, regularised] = [trials.slice(0, 4), trials.slice(4)];
    expect(overfit.map(({ config }) => config.dropout)).toEqual([0, 0, 0, 0]);
    const [fitting] = overfit.toSorted(
      (one, other) => (one.metrics.trainLoss as number) - (other.metrics.trainLoss as number),
    );
    const { learningRate, units } = fitting?.config ?? {};
    for (const { config } of regularised) expect(config).toMatchObject({ learningRate, units });
    expect(new Set(regularised.map(({ config }) => config.dropout)).size).toBe(4);
  });

  test('top and show name the stage of a trial, and the same command runs nothing more', async () => {
    const ranked = await json<(Trial & { readonly stage?: string })[]>(['top', '--k', '8'], directory);
    for (const { trial, stage } of ranked.filter((each) => each.trial !== undefined)) {
      expect(stage).toBe(trial < 4 ? 'overfit' : 'regularise');
    }
    expect((await run(['top'], directory)).stdout).toMatch(/# +trial +stage/);
    expect((await run(['show', '5'], directory)).stdout).toMatch(
      /^trial 5 of quick, stage regularise: complete/,
    );
    const again = await run([...start, '--workers', '1'], directory);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('8 of them done before\nstage regularise, trials 4 to 7\n');
    expect(await json<SearchReport>(start, directory)).toMatchObject({ trials: report.trials });
  });

  test('does not begin regularise once the budget is spent, also by trials that no other waits for', async () => {
    writeSpace(directory, { name: 'spent', search: { budget: { epochs: 2 } } });
    const ended = await json<SearchReport>([...start, '--db', 'spent.db'], directory);
    expect(ended).toMatchObject({
      trials: { complete: 4, waiting: 4 },
      stopped: { by: 'epochs', budget: 2 },
    });
    expect(ended.stages?.map(({ name }) => name)).toEqual(['overfit']);
    writeSpace(directory, { name: 'spent' });
    const extended = await json<SearchReport>([...start, '--db', 'spent.db'], directory);
    expect(extended.trials).toMatchObject({ complete: 8, waiting: 0 });
    writeSpace(directory);
  });

  test('an export is imported with its stages', async () => {
    await run(['export', '--format', 'json', '--to', 'study.json'], directory);
    const { code, stderr } = await run(['import', 'study.json', '--db', 'copy.db'], directory);
    expect([code, stderr]).toEqual([0, expect.anything()]);
    expect(await recorded(inDirectory('copy.db'))).toEqual(await recorded(inDirectory('hpsearch.db')));
    const document = JSON.parse(readFileSync(inDirectory('study.json'), 'utf8'));
    document.study.spec.search.stages[1].from = 0;
    writeFileSync(inDirectory('damaged.json'), JSON.stringify(document));
    const refused = await run(['import', 'damaged.json', '--db', 'none.db'], directory);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('must be above that of the stage before (0)');
  });
});

describe('a stage is refused', () => {
  const refusal = async (space: Record<string, unknown>, ...flags: string[]) => {
    writeSpace(directory, { name: 'refused', ...space });
    const { code, stderr } = await run(['start', 'space.json', ...flags, '--db', 'refused.db'], directory);
    expect(code).toBe(2);
    return stderr;
  };

  test('without regularisers, without anything else, and with too few trials', async () => {
    const rate = { type: 'logUniform', min: 1e-3, max: 1e-1 };
    expect(await refusal({ space: { learningRate: rate } }, '--stage', 'regularise')).toContain(
      '--stage: must come with a regulariser in the space, such as dropout, weightDecay or augment.noise',
    );
    expect(
      await refusal({ space: { learningRate: rate }, search: { stage: 'regularise', trials: 4 } }),
    ).toMatch(/ space\.json:\d+:\d+ search\.stage: must come with a regulariser .*, got "regularise"/);
    const dropout = { type: 'uniform', min: 0, max: 0.3 };
    expect(await refusal({ space: { dropout } }, '--stage', 'overfit')).toContain(
      '--stage: must come with a parameter in the space that is no regulariser',
    );
    expect(await refusal({}, '--stage', 'refine')).toContain('must come with at least 13 trials a stage');
    const enqueue = [{ dropout: 0.3 }];
    const known = await refusal({
      space: { learningRate: rate, dropout },
      search: { stage: 'overfit', enqueue },
    });
    expect(known).toMatch(
      / space\.json:\d+:\d+ search\.enqueue\.0\.dropout: must be 0 or left out: the stage overfit, .*, got 0\.3\n$/,
    );
  });

  test('overfit for a study that has begun without it', async () => {
    writeSpace(directory, { name: 'plain', search: { trials: 1 } });
    const plain = ['start', 'space.json', '--db', 'plain.db'];
    expect((await run(plain, directory)).code).toBe(0);
    const { code, stderr } = await run([...plain, '--stage', 'overfit'], directory);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "--stage: must be refine or left out, for study 'plain' has begun without the stage overfit",
    );
  });
});
