import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { jsonDocument } from '../../src/transfer/json.ts';
import { openExport } from '../../src/transfer/transfer.ts';
import { exampleEnsemble } from '../store/example-ensemble.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { joined, storedStudy } from '../transfer/given-studies.ts';
import { anyOf, damageBytes, damageCell, readEverything, refusalOf } from './given-mutations.ts';

/** A short form: `npm run fuzz` goes on for as long as it is told to. */
const mutations = { documents: 80, optuna: 12 };

const fixture = new URL('../fixtures/optuna/study.sqlite3', import.meta.url).pathname;

/** Imports a file: refused with nothing made, or accepted and then every command can read it. */
async function tryImport(folder: string, file: string, seed: number, ...flags: string[]): Promise<boolean> {
  const db = join(folder, `${seed}.db`);
  const error = await refusalOf('import', join(folder, file), '--db', db, ...flags);
  if (error !== undefined) {
    expect(existsSync(db)).toBe(false);
    expect(error.exitCode).toBe(2);
    return false;
  }
  await readEverything(db, folder);
  return true;
}

const infinite = '"@infinite"';
const evilValues: readonly unknown[] = [
  ...[null, -1, 0, 0.5, 1e308, 2 ** 53, true, '', 'EVIL', 'NaN', [], {}, [null], { a: 1 }, '@infinite'],
  ...['\u001b[2J\n', 'x'.repeat(100_000), JSON.parse('['.repeat(200) + ']'.repeat(200))],
];

/** Every object and list of a document, with their keys. */
function places(content: unknown): { readonly owner: Record<string, unknown>; readonly key: string }[] {
  if (typeof content !== 'object' || content === null) return [];
  const owner = content as Record<string, unknown>;
  return Object.keys(owner).flatMap((key) => [{ owner, key }, ...places(owner[key])]);
}

function mutate(content: unknown, random: Random): string {
  const { owner, key } = anyOf(random, places(content));
  const kind = random.next();
  if (kind < 0.15) delete owner[key];
  else if (kind < 0.25 && Array.isArray(owner)) owner.push(structuredClone(owner[Number(key)]));
  else if (kind < 0.35) {
    const other = anyOf(random, Object.keys(owner));
    [owner[key], owner[other]] = [owner[other], owner[key]];
  } else owner[key] = anyOf(random, evilValues);
  return `${key}: ${kind.toFixed(2)}`;
}

it('a mutated document is refused with nothing changed, or every command can read what came of it', async () => {
  const folder = temporaryFolder();
  const { store, study } = await storedStudy();
  await store.saveEnsemble(study.id, exampleEnsemble('pair', [0, 1]), 'add');
  const genuine = await joined(jsonDocument(await openExport(store, study, true)));
  let accepted = 0;
  for (let seed = 0; seed < mutations.documents; seed++) {
    const random = randomFor(seed, 'document');
    const content = JSON.parse(genuine);
    mutate(content, random);
    writeFileSync(join(folder, 'study.json'), JSON.stringify(content).replaceAll(infinite, '1e999'));
    if (seed % 10 === 0) damageBytes(join(folder, 'study.json'), random);
    if (await tryImport(folder, 'study.json', seed)) accepted++;
  }
  writeFileSync(join(folder, 'study.json'), genuine);
  expect(await tryImport(folder, 'study.json', 1000)).toBe(true);
  expect(accepted).toBeLessThan(mutations.documents / 2);
});

it("a mutated database of Optuna's likewise", async () => {
  const folder = temporaryFolder();
  for (let seed = 0; seed < mutations.optuna; seed++) {
    const random = randomFor(seed, 'optuna');
    copyFileSync(fixture, join(folder, 'optuna.db'));
    if (seed % 4 === 0) damageBytes(join(folder, 'optuna.db'), random);
    else damageCell(join(folder, 'optuna.db'), random);
    await tryImport(folder, 'optuna.db', seed, '--format', 'optuna', '--study', 'real');
  }
});

it.each([
  ['a state', 'state = ?', 'EVIL', /table trials, trial_id 1, state: must be one of RUNNING, .*, got "EVIL"/],
  ['a time', 'datetime_start = ?', 'soon', /trial_id 1, datetime_start: must be a time/],
])("names table and row of Optuna's: %s", async (_, change, value, message) => {
  const folder = temporaryFolder();
  const file = join(folder, 'optuna.db');
  copyFileSync(fixture, file);
  const { default: SqliteDatabase } = await import('better-sqlite3');
  const handle = new SqliteDatabase(file);
  handle.prepare(`update trials set ${change} where trial_id = 1`).run(value);
  handle.close();
  const before = readFileSync(file);
  const db = join(folder, 'new.db');
  expect((await refusalOf('import', file, '--study', 'real', '--db', db))?.message).toMatch(message);
  expect(existsSync(db)).toBe(false);
  expect(readFileSync(file).equals(before)).toBe(true);
});
