import { afterAll, expect, test } from 'vitest';
import type { Trial } from '../../src/study/trial.ts';
import { ended, json, launch, run, temporaryDirectory, writeSpace } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

/** Resolves once the child's standard error holds `text`. */
function heard(child: ReturnType<typeof launch>, text: string): Promise<void> {
  let seen = '';
  return new Promise((resolve) => {
    child.stderr.on('data', (chunk) => {
      seen += chunk;
      if (seen.includes(text)) resolve();
    });
  });
}

test('Ctrl-C once records what runs, says how to go on, and the resumed table is the undisturbed one', async () => {
  writeSpace(directory, { search: { trials: 30 } });
  const child = launch(['start', 'space.json', '--workers', '2'], directory);
  const end = ended(child);
  await heard(child, '[2/30]');
  child.kill('SIGINT');
  const { code, stderr } = await end;
  expect(code).toBe(130);
  expect(stderr.trimEnd().split('\n').at(-1)).toContain('hpsearch start space.json');
  const ranked = await json<Trial[]>(['top', '--k', '30'], directory);
  expect(ranked.length).toBeGreaterThanOrEqual(2);
  expect(ranked.length).toBeLessThan(30);

  expect((await run(['start', 'space.json', '--quiet'], directory)).code).toBe(0);
  await run(['start', 'space.json', '--quiet', '--db', 'undisturbed.db'], directory);
  const lasting = ({ seconds: _, ...rest }: Trial) => rest;
  const resumed = await json<Trial[]>(['top', '--k', '30'], directory);
  const undisturbed = await json<Trial[]>(['top', '--k', '30', '--db', 'undisturbed.db'], directory);
  expect(resumed.map(lasting)).toEqual(undisturbed.map(lasting));
});

test('Ctrl-C twice leaves at once, with the study resumable', async () => {
  writeSpace(directory, {
    name: 'long',
    training: { maxEpochs: 100_000, patience: 100_000, backend: 'wasm' },
  });
  const child = launch(['start', 'space.json', '--workers', '1'], directory);
  const end = ended(child);
  await heard(child, 'study long');
  child.kill('SIGINT');
  await heard(child, 'Ctrl-C again');
  child.kill('SIGINT');
  expect((await end).code).toBe(130);
  const studies = await json<{ name: string; trials: Record<string, number> }[]>(['studies'], directory);
  expect(studies.find(({ name }) => name === 'long')?.trials.complete).toBe(0);
});

test('a study that runs is refused to a second process', async () => {
  writeSpace(directory, {
    name: 'long',
    training: { maxEpochs: 100_000, patience: 100_000, backend: 'wasm' },
  });
  const child = launch(['start', 'space.json', '--workers', '1'], directory);
  const end = ended(child);
  await heard(child, 'study long');
  const { code, stderr } = await run(['start', 'space.json'], directory);
  child.kill('SIGKILL');
  await end;
  expect(code).toBe(2);
  expect(stderr).toContain(`process ${child.pid}`);
});
