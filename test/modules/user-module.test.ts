import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

test('a module whose import does not finish is a fault, before Node ends without a word', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-module-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'never.mjs'), 'await new Promise(() => {});');
  writeFileSync(join(folder, 'busy.mjs'), 'await new Promise(() => setInterval(() => {}, 10));');
  writeFileSync(
    join(folder, 'late.mjs'),
    "await new Promise((end) => setTimeout(end, 20)); export const a = 'late';",
  );
  const script = `
    import { importUserModule } from '${new URL('../../dist/src/modules/user-module.js', import.meta.url)}';
    const load = (file, mostSeconds) => importUserModule({ file, directory: process.argv[1], field: 'model.module' }, mostSeconds);
    const busy = await load('./busy.mjs', 0.2).catch((caught) => caught);
    const error = await load('./never.mjs').catch((caught) => caught);
    console.log(JSON.stringify([(await load('./late.mjs')).exports.a, error.name, error.message, busy.message]));
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    script,
    folder,
  ]);
  expect(JSON.parse(stdout)).toEqual([
    'late',
    'FaultsError',
    './never.mjs module: must load as an ES module: its import does not finish',
    './busy.mjs module: must load as an ES module: its import does not finish',
  ]);
});

test('many modules at once add one listener to the process, and no warning of a leak', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-module-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(
    join(folder, 'slow.mjs'),
    'await new Promise((end) => setTimeout(end, 50)); export const a = 1;',
  );
  const script = `
    import { importUserModule } from '${new URL('../../dist/src/modules/user-module.js', import.meta.url)}';
    const load = () => importUserModule({ file: './slow.mjs', directory: process.argv[1], field: 'model.module' });
    const loads = Array.from({ length: 30 }, load);
    await new Promise((end) => setTimeout(end));
    const during = process.listenerCount('beforeExit');
    await Promise.all(loads);
    console.log(JSON.stringify([during <= 1, process.listenerCount('beforeExit')]));`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    script,
    folder,
  ]);
  expect([JSON.parse(stdout), stderr]).toEqual([[true, 0], '']);
});
