import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { moduleDigest, requireSameModule } from '../../src/modules/module-digest.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const write = (file: string, text: string) => writeFileSync(join(directory, 'one', file), text);

test('a digest changes with the module, its local imports and its packages, and not with the place', () => {
  mkdirSync(join(directory, 'one/lib'), { recursive: true });
  mkdirSync(join(directory, 'one/node_modules/pkg'), { recursive: true });
  write('node_modules/pkg/package.json', '{ "version": "1.0.0" }');
  write('model.mjs', "import { layer } from './lib/layer.mjs';\nimport 'pkg/sub';\nimport 'node:fs';\n");
  write('lib/layer.mjs', "export * from '../deep.mjs';\nconst self = import('./layer.mjs');\n");
  write('deep.mjs', "export const layer = require('./data.json');\n");
  write('data.json', '1');
  const digest = () => moduleDigest('model.mjs', join(directory, 'one'));
  const first = digest();
  write('beside.mjs', 'not imported');
  expect(digest()).toBe(first);
  cpSync(join(directory, 'one'), join(directory, 'two'), { recursive: true });
  expect(moduleDigest('two/model.mjs', directory)).toBe(first);
  const seen = new Set([first]);
  const changes = {
    'model.mjs': "import './lib/layer.mjs';\nimport 'pkg';\n",
    'lib/layer.mjs': "import '../deep.mjs';",
  };
  const more = {
    'deep.mjs': "import './data.json';",
    'data.json': '2',
    'node_modules/pkg/package.json': '{}',
  };
  for (const [file, text] of Object.entries({ ...changes, ...more })) {
    write(file, text);
    seen.add(digest());
  }
  expect(seen.size).toBe(6);
  const recorded = { module: './model.mjs', digest: first };
  expect(() => requireSameModule(recorded, join(directory, 'one'))).toThrow('./model.mjs has changed');
  expect(() => requireSameModule({ module: './model.mjs' }, join(directory, 'one'))).not.toThrow();
  expect(() => requireSameModule(recorded, join(directory, 'two'))).not.toThrow();
});
