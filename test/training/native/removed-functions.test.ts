import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { replaceRemovedFunctions } from '../../../src/training/native/removed-functions.ts';
import { seekTfjsNode } from '../../../src/training/native/tfjs-node.ts';

const util = createRequire(import.meta.url)('node:util') as Record<string, (value: unknown) => unknown>;
const found = seekTfjsNode();

// As on Node 23 and later.
beforeEach(() => {
  delete util.isNullOrUndefined;
  delete util.isArray;
});

test('isNullOrUndefined and isArray are there on every Node, and judge as they once did', () => {
  replaceRemovedFunctions();
  const values = [null, undefined, 0, '', false, Number.NaN, [], [1], {}];
  expect(values.filter((each) => util.isNullOrUndefined?.(each))).toEqual([null, undefined]);
  expect(values.filter((each) => util.isArray?.(each))).toEqual([[], [1]]);
});

test.skipIf(found === undefined)('every function that tfjs-node takes from util is there', () => {
  replaceRemovedFunctions();
  const folder = join(found?.folder ?? '', 'dist');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js') && !name.endsWith('_test.js'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((text) => text.includes('require("util")'));
  const names = new Set(
    files.flatMap((text) => [...text.matchAll(/util_1\.(\w+)/g)].map(([, name]) => name ?? '')),
  );
  expect([...names]).toContain('isNullOrUndefined');
  expect([...names].filter((name) => typeof util[name] !== 'function')).toEqual([]);
});
