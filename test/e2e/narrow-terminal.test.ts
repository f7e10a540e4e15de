import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root, run, temporaryDirectory } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const args = ['check', '--only', 'nothing-of-this-name', '--db', 'none.db'];

/** Prints on a pseudo-terminal of 40 columns. */
function onTerminal(words: readonly string[]): string[] {
  const command = [process.execPath, join(root, 'dist/src/cli.js'), ...words].join(' ');
  const { stdout } = spawnSync('script', ['-qec', `stty cols 40; ${command}`, '/dev/null'], {
    cwd: directory,
    env: { ...process.env, NO_COLOR: '1' },
    encoding: 'utf8',
  });
  return stdout.trimEnd().split('\r\n');
}

// Only util-linux has this form of it.
const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

describe.skipIf(!hasScript)('a line that is longer than the terminal is wide', () => {
  it('breaks between words, and nowhere in a pipe', async () => {
    const piped = (await run(args, directory)).stderr.trimEnd();
    expect(piped.split('\n').some((line) => line.length > 40)).toBe(true);
    const shown = onTerminal(args);
    expect(shown.join(' ')).toBe(piped.replaceAll('\n', ' '));
    for (const line of shown) expect(line.includes(' ') ? line.length : 0).toBeLessThanOrEqual(40);
  });

  it('stays whole in JSON', () => {
    const checks = JSON.parse(onTerminal(['check', '--list', '--json']).join('\n'));
    expect(checks.length).toBeGreaterThan(10);
  });
});
