import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../e2e/hpsearch.ts';

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: { '.': { types: string; import: string } };
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
  expect(existsSync(join(root, exports['.'].import))).toBe(true);
  expect(existsSync(join(root, exports['.'].types))).toBe(true);
});

test('a program needs no types of TensorFlow.js, which do not stand up to a strict check', () => {
  expect([...packagesFrom(join(root, exports['.'].types))]).toEqual(['zod']);
});
