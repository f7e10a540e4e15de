import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { run } from './served.ts';

function folder(): string {
  const { directory, remove } = temporaryDirectory();
  onTestFinished(remove);
  return directory;
}

it('moves a study to another database, where start goes on with it', async () => {
  const directory = folder();
  writeSpace(directory, { search: { trials: 2 } });
  const start = ['start', 'space.json', '--workers', '1', '--quiet'];
  expect((await run(start, directory)).code).toBe(0);
  const exporting = ['export', '--format', 'json', '--weights', '--to', 'study.json'];
  expect(await run(exporting, directory)).toMatchObject({
    code: 0,
    stdout: "exported study 'quick', 2 trials, to study.json\n",
  });
  expect(await run(['import', 'study.json', '--db', 'other.db'], directory)).toMatchObject({
    code: 0,
    stdout: "imported study 'quick' into other.db: 2 complete trials\n",
  });
  const more = [...start, '--trials', '3', '--db'];
  const [moved, original] = [
    await run([...more, 'other.db'], directory),
    await run([...more, 'hpsearch.db'], directory),
  ];
  expect([moved.code, original.code]).toEqual([0, 0]);
  const all = await recorded(join(directory, 'other.db'));
  expect(all).toHaveLength(3);
  expect(all).toEqual(await recorded(join(directory, 'hpsearch.db')));
});

it('goes on from a table of trials with numbers of its own', async () => {
  const directory = folder();
  writeSpace(directory, { search: { trials: 2 } });
  writeFileSync(
    join(directory, 'trials.csv'),
    'learningRate,units,dropout,value\n1e-2,8,0,0.9\n5e-2,8,0.1,0.01\n',
  );
  expect(await run(['import', 'trials.csv', '--space', 'space.json'], directory)).toMatchObject({
    code: 0,
    stdout: "imported study 'quick' into ./hpsearch.db: 2 complete trials\n",
  });
  expect((await run(['start', 'space.json', '--workers', '1', '--quiet'], directory)).code).toBe(0);
  const trials = await recorded(join(directory, 'hpsearch.db'));
  expect(trials.map(({ trial, state, origin }) => [trial, state, origin])).toEqual([
    [0, 'complete', 'imported'],
    [1, 'complete', 'imported'],
    [2, 'complete', undefined],
    [3, 'complete', undefined],
  ]);
  expect(trials[1]).toMatchObject({ value: 0.01, config: { learningRate: 0.05, units: 8, dropout: 0.1 } });
});
