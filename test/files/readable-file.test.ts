import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openInputs } from '../../src/data/inputs/open-inputs.ts';
import { findPath } from '../../src/data/sources/find-path.ts';
import { requireReadableFile } from '../../src/files/readable-file.ts';
import { describeUserModule } from '../../src/modules/user-module.ts';
import { withExportedModel } from '../../src/serving/exported-model.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hpsearch-pipes-'));
  const made = folder;
  onTestFinished(() => rmSync(made, { recursive: true }));
});

const refusal = 'must be a regular file, and is a named pipe';

function pipe(name: string): string {
  execFileSync('mkfifo', [join(folder, name)]);
  return join(folder, name);
}

test('a pipe is refused, a file and what is not there are left to the reader', () => {
  expect(() => requireReadableFile(pipe('ff'))).toThrow(refusal);
  expect(() => requireReadableFile(folder)).toThrow('must be a regular file, and is a folder');
  writeFileSync(join(folder, 'a'), '');
  for (const name of ['a', 'none']) requireReadableFile(join(folder, name));
});

test('a module that is a pipe or a folder, or imports a pipe, is refused before it is loaded', async () => {
  pipe('ff.mjs');
  writeFileSync(join(folder, 'm.mjs'), "import { a } from './ff.mjs';\nexport const b = a;\n");
  const look = (file: string) => describeUserModule({ file, directory: folder, field: 'model.module' });
  await expect(look('ff.mjs')).rejects.toThrow(refusal);
  await expect(look('m.mjs')).rejects.toThrow(`imports ff.mjs, which ${refusal}`);
  await expect(look('.')).rejects.toThrow('is a folder');
});

test('data, inputs and exported models that are pipes are refused', async () => {
  const path = pipe('ff');
  await expect(findPath('ff', folder, 'file')).rejects.toThrow(`data.path: ${refusal}`);
  const table = { kind: 'table', columns: [] } as const;
  const task = { kind: 'regression', target: 'y', mean: 0, std: 1 } as const;
  const pipeline = { task, inputShape: [1], preprocessing: table };
  const request = { pipeline, resizes: false, target: undefined };
  await expect(openInputs(path, request)).rejects.toThrow(refusal);
  mkdirSync(join(folder, 'model'));
  pipe('model/preprocess.json');
  await expect(withExportedModel(join(folder, 'model'), async () => 1)).rejects.toThrow(refusal);
});

test('preprocessing that divides by 0 is refused', async () => {
  const columns = [{ kind: 'number', name: 'a', fill: 0, shift: 0, scale: 0 }];
  const document = {
    ...{ format: 'hpsearch-preprocess', version: 1, study: 's', model: 'm', outputs: 'value' },
    ...{ task: { kind: 'regression', target: 'y', mean: 0, std: 1 }, inputShape: [1] },
    preprocessing: { kind: 'table', columns },
  };
  writeFileSync(join(folder, 'preprocess.json'), JSON.stringify(document));
  await expect(withExportedModel(folder, async () => 1)).rejects.toThrow('preprocessing.columns.0.scale');
});
