import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseSource } from '../architecture/source-file.ts';
import { root } from './hpsearch.ts';

const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const { dependencies, optionalDependencies } = JSON.parse(read('package.json')) as Readonly<
  Record<'dependencies' | 'optionalDependencies', Record<string, string>>
>;

test('the built files import nothing that a user has not installed', () => {
  const allowed = new Set(['hpsearch', ...Object.keys({ ...dependencies, ...optionalDependencies })]);
  const missing = new Set<string>();
  for (const folder of ['dist/src', 'dist/workers', 'dist/packages']) {
    for (const file of readdirSync(join(root, folder), { recursive: true }) as string[]) {
      if (!file.endsWith('.js')) continue;
      for (const { target, isRelative } of parseSource(file, read(folder, file)).imports) {
        if (!isRelative && !isBuiltin(target) && !allowed.has(target)) missing.add(`${file}: ${target}`);
      }
    }
  }
  // Megabytes, which hold the same code again: the bundler begins each with its imports.
  let imports = 0;
  for (const file of readdirSync(join(root, 'dist/chunks')).filter((name) => name.endsWith('.js'))) {
    const [beginning = ''] = /^(?:import[^;]*;\s*)*/.exec(read('dist/chunks', file)) ?? [];
    for (const [, target = ''] of beginning.matchAll(/['"]([^'"]+)['"];/g)) {
      imports++;
      if (!target.startsWith('.') && !isBuiltin(target) && !allowed.has(target)) {
        missing.add(`${file}: ${target}`);
      }
    }
  }
  expect(imports).toBeGreaterThan(100);
  expect([...missing]).toEqual([]);
});

test('the licences of the bundled packages and of the font go along', () => {
  expect(read('dist/fonts/LICENSE.txt')).toContain('Bitstream Vera');
  const text = read('dist/packages/LICENSES.txt');
  for (const name of ['echarts', 'kysely', 'yaml', 'yargs', 'zrender']) {
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, 'm'));
  }
  expect(text.includes('This product includes software developed at')).toBe(true);
});

test('a command loads few files, and neither TensorFlow.js nor Piscina, to print its help', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-'));
  execFileSync(process.execPath, [join(root, 'dist/src/cli.js'), 'top', '--help'], {
    env: { ...process.env, NODE_V8_COVERAGE: folder },
  });
  const [file = ''] = readdirSync(folder);
  const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { result: { url: string }[] };
  rmSync(folder, { recursive: true });
  const files = result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
  expect(files.length).toBeGreaterThan(5);
  // Each takes longer to be found and read than its code to be compiled.
  expect(files.length).toBeLessThan(40);
  expect(files.filter((url) => /node_modules\/(?:@tensorflow|piscina)\//.test(url))).toEqual([]);
});

test('the program says its version at once, and starts the command line for all else', () => {
  const bin = join(root, 'dist/src/bin.js');
  const run = (...args: string[]) => execFileSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(run('--version')).toBe(`${version}\n`);
  expect(run('--help')).toMatch(/^hpsearch <command>|Usage|hpsearch/);
});
