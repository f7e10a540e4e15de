import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { CaseFile, Edit, FuzzCase } from './fuzzer.ts';
import { applyByteEdits } from './mutations/bytes.ts';
import type { Stock } from './stock.ts';

/** A new folder with the files of the case. */
export async function makeCaseFolder(
  { files }: FuzzCase,
  stock: Stock,
): Promise<{ folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-fuzz-'));
  for (const [name, file] of Object.entries(files)) await writeCaseFile(join(folder, name), file, stock);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function writeCaseFile(path: string, file: CaseFile, stock: Stock): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  if ('text' in file) return writeFileSync(path, file.text);
  if ('base64' in file) return writeFileSync(path, Buffer.from(file.base64, 'base64'));
  if ('kind' in file) {
    if (file.kind === 'folder') mkdirSync(path, { recursive: true });
    else execFileSync('mkfifo', [path]);
    return;
  }
  cpSync(join(await stock.folder(file.stock), file.stock), path, { recursive: true });
  const edits = file.edits ?? [];
  if (edits.some((edit) => 'sql' in edit)) executeStatements(path, edits);
  if (edits.some((edit) => !('sql' in edit))) writeFileSync(path, applyByteEdits(readFileSync(path), edits));
}

/** Statements that the database refuses change nothing. */
function executeStatements(path: string, edits: readonly Edit[]): void {
  const database = new Database(path);
  try {
    database.unsafeMode(true);
    for (const pragma of ['foreign_keys = off', 'ignore_check_constraints = on', 'writable_schema = on']) {
      database.pragma(pragma);
    }
    for (const edit of edits) {
      if (!('sql' in edit)) continue;
      try {
        database.exec(edit.sql);
      } catch {}
    }
  } finally {
    database.close();
  }
}
