import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as imported from 'hpsearch';
import { expect, test } from 'vitest';
import { root } from '../e2e/hpsearch.ts';

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: { '.': Record<'import' | 'require', { types: string; default: string }> };
};

/** Every package that the declarations of `file` lead to. */
function packagesFrom(file: string, seen = new Set<string>()): Set<string> {
  seen.add(file);
  const packages = new Set<string>();
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
    const next = join(dirname(file), specifier.replace(/\.ts$/, '.d.ts'));
    if (!specifier.startsWith('.')) packages.add(specifier);
    else if (!seen.has(next)) for (const each of packagesFrom(next, seen)) packages.add(each);
  }
  return packages;
}

test('the package has an entry with types', () => {
  for (const entry of [exports['.'].import, exports['.'].require]) {
    expect(existsSync(join(root, entry.default))).toBe(true);
    expect(existsSync(join(root, entry.types))).toBe(true);
  }
});

test('a program needs no types of TensorFlow.js, which do not stand up to a strict check', () => {
  expect([...packagesFrom(join(root, exports['.'].import.types))]).toEqual(['zod']);
});

test('require gives what import gives, with types for each value', () => {
  const required = createRequire(join(root, 'package.json'))('hpsearch') as object;
  expect(Object.keys(required).toSorted()).toEqual(Object.keys(imported).toSorted());
  const declared = readFileSync(join(root, exports['.'].require.types), 'utf8').matchAll(/const (\w+):/g);
  expect([...declared].map(([, name]) => name).toSorted()).toEqual(Object.keys(imported).toSorted());
});

test('the package holds the documentation', () => {
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };
  expect(files).toEqual(expect.arrayContaining(['docs', 'examples', 'types']));
});
