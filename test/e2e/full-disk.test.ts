import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { run } from './served.ts';

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
      'start space.json --no-check --workers 1 --db full/x.db',
      'data space.json --quiet --html full/p.html',
    ];
    const each = commands.map((command) => `$HP ${command} 2>> errors > /dev/null; echo $?`);
    const { stdout } = shell([mount, ...each, 'ls -A full'].join('\n'), 'unshare', '-m');
    expect(stdout).toBe('2\n2\n');
    const written = readFileSync(join(directory, 'errors'), 'utf8').trimEnd().split('\n');
    const lines = written.filter((line) => line.startsWith('hpsearch: '));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('full/x.db');
    expect(lines[1]).toBe(
      'hpsearch: --html: full/p.html cannot be written: no space is left on the disk (ENOSPC)',
    );
  });

  it('that takes only a part of an export is one line and exit code 2, and leaves nothing', async () => {
    expect(await run(['start', 'space.json', '--quiet', '--trials', '2'], directory)).toMatchObject({
      code: 0,
    });
    const rows = Array.from({ length: 9000 }, (_, row) => `5.1,3.5,1.4,${row}`);
    writeFileSync(
      join(directory, 'new.csv'),
      ['sepalLength,sepalWidth,petalLength,petalWidth', ...rows].join('\n'),
    );
    const commands = [
      'export --to full/model',
      'export --format json --weights --to full/study.json',
      'export --format optuna --to full/optuna.db',
      'predict new.csv --out full/predictions.csv',
    ];
    const each = commands.map((command) => `$HP ${command} 2>&1 > /dev/null; echo $?`);
    const small = mount.replace('16k', '8k');
    const { stdout } = shell([small, ...each, 'ls -A full'].join('\n'), 'unshare', '-m');
    const full = 'no space is left on the disk (ENOSPC)';
    expect(stdout.trimEnd().split('\n')).toEqual([
      `hpsearch: --to: full/model cannot be written: ${full}`,
      '2',
      `hpsearch: --to: full/study.json cannot be written: ${full}`,
      '2',
      expect.stringMatching(/^hpsearch: --to: .*disk is full/),
      '2',
      `hpsearch: --out: full/predictions.csv cannot be written: ${full}`,
      '2',
    ]);
  });
});
