import { on } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { FaultsError } from '../../faults/errors.ts';
import { moduleFault } from '../../modules/module-fault.ts';
import { startModuleThread } from '../../modules/probe-module.ts';
import { syntaxPlace } from '../../modules/syntax-place.ts';
import type { UserPlace } from '../../modules/thrown-text.ts';
import { loadFault, requireModuleFile } from '../../modules/user-module.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { rawOfArrays } from '../arrays/raw-of-arrays.ts';
import type { RawRows, RowSource } from '../formats/row-source.ts';
import type { DataNews, DataQuestion } from '../given/data-news.ts';
import type { GivenRow } from '../inputs/given-rows.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { readTable } from '../table/read-table.ts';
import { refuseColumnOptions } from './array-options.ts';

/**
 * The arrays or rows that a user's module returns, which runs in a thread of its own that ends afterwards. It receives
 * the seed of the split and a stream of random numbers. FaultsError for what the module throws, and for what it returns
 * that is no data.
 */
export async function readModule(spec: DataSpec, directory: string, reading: Reading): Promise<RawData> {
  const answer = await openModule(spec, directory);
  try {
    if (answer.first.kind === 'rows') {
      requireColumns(spec, answer.file);
      return await readTable(answer.source(answer.first.rows), spec, reading);
    }
    refuseColumnOptions(spec, answer.file);
    return rawOfArrays([{ file: answer.file, arrays: answer.first.arrays }], spec, reading);
  } finally {
    await answer.close();
  }
}

/** Rows have columns of targets, as a table; labels are several of them, or stand between separators. */
function requireColumns({ target, task, separator, targetNames }: DataSpec, file: string): void {
  if (target === undefined)
    throw moduleFault(file, 'data.target', 'must name the column to predict, as the module returns rows');
  if (task === 'multilabel' && separator === undefined && typeof target === 'string')
    throw moduleFault(
      file,
      'data.target',
      'must name several columns of 0 and 1, as the module returns rows',
    );
  if (targetNames !== undefined)
    throw moduleFault(file, 'data.targetNames', 'must be left out, as the module returns rows');
}

/** The rows of a module that returns rows, once more. Close what it returns. */
export async function openModuleRows(spec: DataSpec, directory: string): Promise<RowSource> {
  const answer = await openModule(spec, directory);
  if (answer.first.kind === 'rows') return answer.source(answer.first.rows);
  await answer.close();
  throw new Error(`${answer.file} returns arrays, which have no columns`);
}

interface ModuleAnswer {
  readonly file: string;
  readonly first: Extract<DataNews, { kind: 'rows' | 'arrays' }>;
  source(first: readonly GivenRow[]): RowSource;
  close(): Promise<void>;
}

async function openModule({ path, split }: DataSpec, directory: string): Promise<ModuleAnswer> {
  if (typeof path !== 'string') throw new Error('a module without its path');
  const place = { file: path, directory, field: 'data.path' };
  const url = pathToFileURL(requireModuleFile(place)).href;
  const question: DataQuestion = { url, file: path, seed: split.seed ?? 0 };
  const thread = startModuleThread('read-data.js', question);
  const close = async () => {
    await thread.terminate();
  };
  try {
    const news = newsOf(thread, place, fileURLToPath(url));
    const { value: first } = await news.next();
    if (first === undefined) throw moduleFault(path, 'data', 'must return rows');
    const source = (rows: readonly GivenRow[]) => rowSource(path, rows, { thread, news, close });
    return { file: path, first, source, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Data = Extract<DataNews, { kind: 'rows' | 'arrays' }>;

/** The rows and arrays of the thread. FaultsError where the module fails, or ends without an answer. */
async function* newsOf(
  thread: Worker,
  place: { readonly file: string },
  module: string,
): AsyncGenerator<Data, undefined> {
  const ended = new AbortController();
  thread.on('exit', () => ended.abort());
  const fault = (reason: string, at?: UserPlace) =>
    loadFault(place, reason, at, ['data', 'must return its data']);
  try {
    for await (const [news] of on(thread, 'message', { signal: ended.signal }) as AsyncIterable<[DataNews]>) {
      if (news.kind === 'end') return undefined;
      if (news.kind === 'faults') throw new FaultsError(news.faults);
      if (news.kind === 'failed')
        throw fault(news.reason, news.place ?? (news.isSyntaxError ? syntaxPlace(module) : undefined));
      if (news.kind === 'exits') throw fault('it ends the process (process.exit)', news.place);
      yield news;
    }
  } catch (error) {
    throw (error as Error).name === 'AbortError' ? fault('it does not come to an end') : error;
  }
  return undefined;
}

interface Running {
  readonly thread: Worker;
  readonly news: AsyncGenerator<Data, undefined>;
  close(): Promise<void>;
}

/** A table of the rows of the thread, whose columns are those of its first batch. */
function rowSource(file: string, first: readonly GivenRow[], running: Running): RowSource {
  const names = [...new Set(first.flatMap((row) => Object.keys(row)))];
  return {
    file,
    placeWord: 'row',
    names,
    hasNames: true,
    layouts: [],
    batches: batchesOf(file, first, names, running),
  };
}

async function* batchesOf(
  file: string,
  first: readonly GivenRow[],
  names: readonly string[],
  { thread, news, close }: Running,
): AsyncGenerator<RawRows> {
  const known = new Set(names);
  let start = 0;
  try {
    for (let rows: readonly GivenRow[] | undefined = first; rows !== undefined; ) {
      requireKnown(file, rows, known, start);
      const cells = rows.map((row) =>
        names.map((name) => (Object.hasOwn(row, name) ? row[name] : undefined)),
      );
      const from = start;
      yield { cells, places: rows.map((_, index) => from + index + 1), fraction: 0 };
      start += rows.length;
      thread.postMessage('more');
      const { value }: { value: Data | undefined } = await news.next();
      rows = value?.kind === 'rows' ? value.rows : undefined;
    }
  } finally {
    await close();
  }
}

function requireKnown(
  file: string,
  rows: readonly GivenRow[],
  known: ReadonlySet<string>,
  start: number,
): void {
  for (const [index, row] of rows.entries()) {
    const foreign = Object.keys(row).find((name) => !known.has(name));
    if (foreign === undefined) continue;
    const constraint = 'must be in a row of the first batch, as all columns are';
    throw new FaultsError([{ file, field: foreign, constraint, row: start + index + 1 }]);
  }
}
