import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root, temporaryDirectory, writeSpace } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
writeSpace(directory);
mkdirSync(join(directory, 'full'));

/** Runs a script of the shell in which $HP is the command line. */
function shell(script: string, ...before: string[]) {
  const env = { ...process.env, NO_COLOR: '1', HP: `${process.execPath} ${join(root, 'dist/src/cli.js')}` };
  const [program = 'bash', ...args] = [...before, 'bash', '-c', script];
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: directory, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const full = /^hpsearch: the standard output cannot be written: no space is left on the disk \(ENOSPC\)\n$/;
const mount = 'mount -t tmpfs -o size=16k tmpfs full';

describe('a standard output without room', () => {
  it.each(['sample space.json', '--help'])('ends %s with one line and exit code 2', (command) => {
    const { status, stderr } = shell(`$HP ${command} > /dev/full`);
    expect(stderr).toMatch(full);
    expect(status).toBe(2);
  });
});

// Only the superuser mounts, and not everywhere.
const canMount = shell(mount, 'unshare', '-m').status === 0;

describe.skipIf(!canMount)('a full disk', () => {
  it('is one line and exit code 2, and leaves nothing', () => {
    const commands = [
      'start space.json --no-check --db full/x.db',
      'data space.json --quiet --html full/p.html',
    ];
    const each = commands.map((command) => `$HP ${command} 2>> errors > /dev/null; echo $?`);
    const { stdout } = shell([mount, ...each, 'ls -A full'].join('\n'), 'unshare', '-m');
    expect(stdout).toBe('2\n2\n');
    const lines = readFileSync(join(directory, 'errors'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('full/x.db');
    expect(lines[1]).toBe(
      'hpsearch: --html: full/p.html cannot be written: no space is left on the disk (ENOSPC)',
    );
  });
});
