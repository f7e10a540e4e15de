import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { isIdxName } from '../../data/formats/arrays/array-file.ts';
import { didYouMean } from '../../faults/did-you-mean.ts';
import { FaultsError, UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { isGlob } from '../../files/glob.ts';
import { requireReadableFile } from '../../files/readable-file.ts';
import type { Source } from '../../study/study-spec.ts';
import { namesSpace } from './names-space.ts';
import { arrayNames, holdsArray, holdsFolder, isBuiltIn, isDatabase } from './path-kind.ts';

/** The options that name data in place of a space file. */
export interface DataRequest {
  readonly space: string;
  readonly target?: string | undefined;
  readonly query?: string | undefined;
}

/** The `data` of a space file. */
export interface DataSection {
  readonly source: Source;
  readonly path?: string;
  readonly query?: string;
  readonly target?: string | readonly string[];
  readonly image?: string;
  readonly root?: string;
}

export interface NamedData {
  /** The study's default name. */
  readonly name: string;
  /** Absolute: `data.path` is relative to it. */
  readonly directory: string;
  readonly data: DataSection;
  readonly needsTarget: boolean;
}

const tableEnding = /\.(csv|tsv|tab|jsonl|ndjson|parquet)(\.gz)?$/i;
const anyEnding = /\.(csv|tsv|tab|txt|jsonl|ndjson|json|parquet|db|sqlite3?|npz|npy|idx)$/i;

/**
 * The data that the options name; undefined when they name a space file: a file without a target that is neither a
 * database nor has a table's ending. FaultsError for a missing file.
 */
export function dataOrSpace(request: DataRequest): NamedData | undefined {
  const { space: path, target, query } = request;
  const isNamed = target !== undefined || query !== undefined || tableEnding.test(path);
  if (
    !isNamed &&
    arrayNames(path).length === 0 &&
    !holdsArray(path) &&
    !isBuiltIn(path) &&
    !holdsFolder(path) &&
    !isDatabase(path)
  )
    return undefined;
  if (target !== undefined && namesSpace(path)) {
    throw new UsageError(
      message`${option('target')}: must be left out: ${path} is a space file, whose data.target names it`,
    );
  }
  return namedData(request);
}

/** The data that the options name; the format of a table is detected when it is read. */
export function namedData({ space: path, target: written, query }: DataRequest): NamedData {
  const target = written === undefined ? undefined : targetsIn(written);
  if (isBuiltIn(path)) {
    const data = { source: path, ...(target !== undefined && { target }) };
    return { name: path, directory: process.cwd(), data, needsTarget: false };
  }
  // The folders of a pattern may be patterns too.
  const isPattern = isGlob(path, process.cwd());
  const named = { name: nameOf(path), directory: isPattern ? process.cwd() : dirname(resolve(path)) };
  const place = { path: isPattern ? path : basename(resolve(path)) };
  const arrays = arrayNames(path);
  if (arrays.length > 0) {
    const source = arrays.some(isIdxName) ? 'idx' : 'npz';
    const data = { source, ...place, ...(target !== undefined && { target }) } as const;
    return { ...named, data, needsTarget: false };
  }
  if (holdsFolder(path)) {
    if (target === undefined) {
      return { ...named, data: { source: 'images', ...place }, needsTarget: false };
    }
    throw new UsageError(
      message`${option('target')}: must be left out: the folders of ${path} are the classes`,
    );
  }
  const asked = { ...(target !== undefined && { target }), ...(query !== undefined && { query }) };
  if (isDatabase(path)) {
    if (query !== undefined)
      return { ...named, data: { source: 'sqlite', ...place, ...asked }, needsTarget: true };
    throw new UsageError(message`${option('query')}: must be given: ${path} is an SQLite database`);
  }
  if (query !== undefined) {
    throw new UsageError(message`${option('query')}: must go with an SQLite database, and ${path} is none`);
  }
  requireTable(path);
  return { ...named, data: { source: 'csv', ...place, ...asked }, needsTarget: true };
}

/** "price,rooms" names two columns. */
function targetsIn(written: string): string | readonly string[] {
  const names = written.split(',').map((name) => name.trim());
  return names.length === 1 || names.includes('') ? written : names;
}

function requireTable(path: string): void {
  if (isGlob(path, process.cwd())) return;
  requireReadableFile(path);
  if (existsSync(path)) return;
  const folder = dirname(path);
  const hint = didYouMean(basename(path), existsSync(folder) ? readdirSync(folder) : []);
  const fault = { file: path, field: '', constraint: 'does not exist' };
  throw new FaultsError([{ ...fault, ...(hint !== undefined && { hint }) }]);
}

/** The file's name without its endings and wildcards. */
function nameOf(path: string): string {
  const whole = basename(resolve(path));
  const bare = whole
    .replace(/\.gz$/i, '')
    .replace(anyEnding, '')
    .replaceAll(/[*?[\]{}]/g, '');
  return bare.trim() === '' ? whole : bare.trim();
}

/** `data.target` of a space file is the option `target` here. */
export async function namingOptions<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error;
    throw new FaultsError(
      error.faults.map((fault) => {
        const [, name] = /^data\.(target|query)$/.exec(fault.field) ?? [];
        return name === undefined ? fault : { ...fault, file: name, option: name, field: '' };
      }),
    );
  }
}
