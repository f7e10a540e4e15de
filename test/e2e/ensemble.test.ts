import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EnsembleCost, EnsembleReport } from '../../src/reports/ensemble-report.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

type Shown = EnsembleReport & { study: string; name: string; cost: EnsembleCost };
interface Listed {
  readonly study: string;
  readonly name: string;
  readonly members: readonly { trial: number }[];
}

const { directory, remove } = temporaryDirectory();
afterAll(remove);

beforeAll(async () => {
  writeSpace(directory);
  const { code } = await run(['start', 'space.json', '--keep', '4', '--workers', '1', '--quiet'], directory);
  expect(code).toBe(0);
});

async function inStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(join(directory, 'hpsearch.db'), 'existing');
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const keptTrials = () => inStore((store) => store.trialsWithWeights(1));

test('reports, stores and lists ensembles, whose members keep their weights when the search goes on', async () => {
  const { cost, ...greedy } = await json<Shown>(['ensemble', '--name', 'mine'], directory);
  expect(greedy).toMatchObject({ study: 'quick', name: 'mine', method: 'greedy' });
  // The four that kept their weights, and the linear baseline.
  expect(greedy.candidates).toHaveLength(5);
  expect(greedy.candidates).toContain(-1);
  const { before, after } = greedy.calibration ?? {};
  expect(before?.validation.nll).toBeCloseTo(greedy.validation.loss as number, 12);
  expect(after?.validation.nll).toBeLessThanOrEqual(before?.validation.nll as number);
  expect(greedy.interval).toMatchObject({ level: 0.95, fifthMember: null });
  expect(cost.ensemble.parameters).toBeGreaterThan(0);
  expect(cost.bestSingle.oneExampleMs).toBeGreaterThan(0);

  const [one, two] = await keptTrials();
  const average = ['ensemble', '--method', 'average', '--trials', `${two},${one}`];
  const chosen = await json<Shown>(average, directory);
  expect(chosen.members.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
  const { members } = await json<Shown>(['ensemble', '--method', 'stack', '--size', '2'], directory);
  expect(members.length).toBeLessThanOrEqual(2);

  const listed = await json<Listed[]>(['ensemble', '--list'], directory);
  expect(listed.map(({ study, name }) => [study, name])).toEqual([
    ['quick', 'mine'],
    ['quick', `average-of-${one}-${two}`],
    ['quick', 'stack-size2'],
  ]);
  const needed = new Set(
    listed.flatMap((each) => each.members.map(({ trial }) => trial)).filter((trial) => trial >= 0),
  );
  const more = ['start', 'space.json', '--trials', '8', '--keep', '1', '--workers', '1', '--quiet'];
  expect((await run(more, directory)).code).toBe(0);
  expect(await keptTrials()).toEqual(expect.arrayContaining([...needed]));

  const taken = await run(['ensemble', '--name', 'mine'], directory);
  expect([taken.code, taken.stdout]).toEqual([2, '']);
  expect(taken.stderr).toContain("--name: study 'quick' has an ensemble 'mine' already");
  await run(['ensemble', '--name', 'mine', '--trials', `${one}`, '--replace'], directory);
  const stored = await inStore((store) => store.ensembles(1));
  expect(stored.map(({ name }) => name).sort()).toEqual([`average-of-${one}-${two}`, 'mine', 'stack-size2']);
  expect(stored.at(-1)).toMatchObject({ name: 'mine', members: [{ trial: one, weight: 1 }] });
});

test.each([
  ['trials that cannot be members, all at once', ['--trials', '98,99'], 'no trial 98, there is no trial 99'],
  [
    '--k and --trials together',
    ['--k', '3', '--trials', '1'],
    '--k: must not be given together with --trials',
  ],
])('%s are one message and exit code 2', async (_, args, word) => {
  const { code, stdout, stderr } = await run(['ensemble', ...args], directory);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(word);
  expect(stderr).not.toMatch(/^\s+at /m);
});
