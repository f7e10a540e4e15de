import type { Fuzzer } from '../fuzzer.ts';
import { arrays } from './arrays.ts';
import { commandLines } from './command-lines.ts';
import { databases } from './databases.ts';
import { images } from './images.ts';
import { imports } from './imports.ts';
import { modules } from './modules.ts';
import { jsonLines, parquet } from './row-files.ts';
import { spaceFiles } from './space-files.ts';
import { tables } from './tables.ts';

/** Those that need no stock first: it is made meanwhile. */
export const fuzzers: readonly Fuzzer[] = [
  modules,
  spaceFiles,
  tables,
  parquet,
  jsonLines,
  images,
  arrays,
  commandLines,
  imports,
  databases,
];
