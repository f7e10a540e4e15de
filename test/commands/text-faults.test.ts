import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCommandLine } from '../../src/commands/command-line.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { givenTerminal } from './given-terminal.ts';

const run = (...args: string[]) => runCommandLine(args, givenTerminal(), () => undefined);

it.each([
  [['export', '--to', ''], '--to: must not be empty'],
  [['export', '--to='], '--to: must not be empty'],
  [['export', '--to', '  ', '--replace'], '--to: must not be empty, got "  "'],
  [['predict', 'new.csv', '--out', '\t'], '--out: must not be empty, got "\\t"'],
  [['predict', ''], '<input>: must not be empty'],
  [['start', ' ', '--no-check'], '<space>: must not be empty'],
  [['top', '--db', ' '], '--db: must not be empty'],
  [['top', '--study', ''], '--study: must not be empty'],
  [['import', 'a.csv', '--space', ''], '--space: must not be empty'],
])('%j is refused', async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message);
});

it('refuses a path that no system takes', async () => {
  const long = run('data', 'a.json', '--html', 'a'.repeat(5000));
  await expect(long).rejects.toThrow('--html: must have at most 4095 bytes, got 5000');
});

it('says that a database cannot be made before anything is read', async () => {
  const folder = temporaryFolder();
  const notes = join(folder, 'notes.txt');
  writeFileSync(notes, 'mine');
  const refused = (db: string) => run('start', join(folder, 'no-space.json'), '--db', db);
  await expect(refused(join(folder, 'none', 'x.db'))).rejects.toThrow('there is no folder');
  await expect(refused(notes)).rejects.toThrow('file is not a database');
  await expect(refused('/dev/null')).rejects.toThrow("a folder of the system's own");
  // With a place for the database, the space file is the next fault, and no database is made.
  await expect(refused(join(folder, 'x.db'))).rejects.toThrow('no-space.json');
  expect(existsSync(join(folder, 'x.db'))).toBe(false);
  expect(readdirSync(folder)).toEqual(['notes.txt']);
});
