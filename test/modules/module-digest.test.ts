import { cpSync, mkdirSync, mkdtempSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
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

test.each([
  ['require without an ending', () => "require('./lib')", 'lib.js'],
  ['require of a folder', () => "require('./lib')", 'lib/index.js'],
  ['an absolute path', (folder: string) => `import '${folder}/lib.mjs'`, 'lib.mjs'],
  ['a file URL', (folder: string) => `import '${pathToFileURL(folder)}/lib.mjs'`, 'lib.mjs'],
  ['a URL with a query', () => "import './lib.mjs?new'", 'lib.mjs'],
])('a digest changes with what is imported by %s', (_, textIn, lib) => {
  const folder = mkdtempSync(join(directory, 'imports-'));
  mkdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'model.mjs'), textIn(folder));
  writeFileSync(join(folder, lib), "require('./deep')");
  writeFileSync(join(folder, dirname(lib), 'deep.json'), '1');
  const before = moduleDigest('model.mjs', folder);
  writeFileSync(join(folder, dirname(lib), 'deep.json'), '2');
  const between = moduleDigest('model.mjs', folder);
  writeFileSync(join(folder, lib), "require('./deep'); // other");
  const after = moduleDigest('model.mjs', folder);
  expect(new Set([before, between, after]).size).toBe(3);
});

test('a digest is the same through a link, and where the folder has moved', () => {
  const folder = mkdtempSync(join(directory, 'moved-'));
  writeFileSync(join(directory, 'outside.mjs'), '');
  writeFileSync(join(folder, 'model.mjs'), `require('./lib'); import '${directory}/outside.mjs';`);
  writeFileSync(join(folder, 'lib.js'), '');
  const digest = moduleDigest('model.mjs', folder);
  symlinkSync(folder, join(directory, 'link'));
  expect(moduleDigest('model.mjs', join(directory, 'link'))).toBe(digest);
  mkdirSync(join(directory, 'deeper'));
  renameSync(folder, join(directory, 'deeper/moved'));
  expect(moduleDigest('model.mjs', join(directory, 'deeper/moved'))).toBe(digest);
});
