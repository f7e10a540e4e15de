import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { ended, launch, recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const file = join(directory, 'hpsearch.db');

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
  const child = launch(['start', 'space.json', '--workers', '2', '--seed', '3', '--keep', '4'], directory);
  const end = ended(child);
  await heard(child, '[2/30]');
  child.kill('SIGINT');
  const { code, stderr } = await end;
  expect(code).toBe(130);
  const [, again = ''] = /resume with: hpsearch (.+)\n$/.exec(stderr) ?? [];
  expect(again).toBe('start space.json --seed 3 --no-check --keep 4');
  const interrupted = (await recorded(file)).filter(({ state }) => state === 'complete');
  expect(interrupted.length).toBeGreaterThanOrEqual(2);
  expect(interrupted.length).toBeLessThan(30);

  const resuming = [...again.split(' '), '--quiet', '--workers', '1'];
  expect((await run(resuming, directory)).code).toBe(0);
  const undisturbed = [...resuming, '--db', 'undisturbed.db'];
  expect((await run(undisturbed, directory)).code).toBe(0);
  const resumed = await recorded(file);
  expect(resumed.map(({ state }) => state)).toEqual(Array(30).fill('complete'));
  expect(resumed).toEqual(await recorded(join(directory, 'undisturbed.db')));
});

test('a study that runs is refused to a second process; Ctrl-C twice leaves at once, with the study resumable', async () => {
  writeSpace(directory, {
    name: 'long',
    training: { maxEpochs: 1_000_000, patience: 1_000_000, backend: 'wasm' },
  });
  const child = launch(['start', 'space.json', '--workers', '1'], directory);
  const end = ended(child);
  await heard(child, 'study long');
  const second = await run(['start', 'space.json'], directory);
  expect(second.code).toBe(2);
  expect(second.stderr).toContain(`process ${child.pid}`);
  child.kill('SIGHUP');
  await heard(child, 'Ctrl-C again');
  child.kill('SIGINT');
  expect((await end).code).toBe(130);
  const states = (await recorded(file, 'long')).map(({ state }) => state);
  expect(states).toHaveLength(6);
  expect(states).not.toContain('complete');
});

test.each(['SIGTERM', 'SIGHUP'] as const)(
  '%s while the commands are loaded is an interruption',
  async (signal) => {
    const watch = `const on = process.on; process.on = function (name, ...rest) {
    const self = on.call(this, name, ...rest);
    if (name === '${signal}') process.kill(process.pid, '${signal}');
    return self;
  };`;
    const flags = ['--import', `data:text/javascript,${encodeURIComponent(watch)}`];
    vi.stubEnv('NODE_OPTIONS', flags.join(' '));
    const child = launch(['start', 'space.json'], directory);
    vi.unstubAllEnvs();
    expect(await ended(child)).toMatchObject({ code: 130, stderr: 'interrupted\n' });
  },
);
