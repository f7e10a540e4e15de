import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadObjective } from '../../src/objectives/objective.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

let count = 0;

/** Loads a module of this text; the message of what is wrong with it. */
async function complaintAbout(text: string | undefined): Promise<string> {
  const module = `./module-${count++}.mjs`;
  if (text !== undefined) writeFileSync(join(directory, module), text);
  const error: unknown = await loadObjective({ kind: 'objective', module }, directory).catch((each) => each);
  return error instanceof Error ? error.message.replace(module, 'it').replaceAll(directory, '…') : 'nothing';
}

test.each([
  ['export const run = () => 1;', 'nothing'],
  ['export const parameters = ["x"]; export const run = () => 1;', 'nothing'],
  [
    'export const go = () => 1;',
    'it run: must be an exported function (config, report, signal) => value, got "undefined"',
  ],
  [
    'export const run = 3;',
    'it run: must be an exported function (config, report, signal) => value, got "number"',
  ],
  ['export const parameters = 3; export const run = () => 1;', 'it parameters: must be an array of names'],
  ['throw new Error("no");', 'it:1 module: must load as an ES module: no'],
  [undefined, 'it model.objective: must be a file, and there is none'],
])('%s', async (text, complaint) => {
  expect(await complaintAbout(text)).toContain(complaint);
});
