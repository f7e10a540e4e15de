import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtInFile } from '../../../src/data/sources/built-in-file.ts';
import type { ImageFile } from './image-folders.ts';
import type { Table } from './tables.ts';

/** Found from the sources and once built. */
export const root = dirname(dirname(builtInFile('iris.csv')));
const models = join(root, 'test/checks/pipelines/models');

/** A space file's content, without its name. */
export type SpaceContent = Readonly<Record<'data' | 'model' | 'space', object>> & {
  readonly objective?: object;
  readonly training?: object;
};

/** The files of a user: a space file, and beside it models and data. */
export interface Pipeline {
  readonly title: string;
  /** Models are named as `./<file>` of the folder `models`; data of its own as `table.csv`. */
  readonly space: SpaceContent | { readonly file: string };
  /** The rows of `table.csv`. */
  readonly table?: (seed: number) => Table;
  /** The files of the folder `images`. */
  readonly images?: (seed: number) => readonly ImageFile[];
}

/** Puts a pipeline into an empty folder. Returns the path of its space file. */
export function writePipeline({ title, space, table, images }: Pipeline, folder: string, seed = 0): string {
  if ('file' in space) return join(root, space.file);
  cpSync(models, folder, { recursive: true });
  if (table !== undefined) writeFileSync(join(folder, 'table.csv'), csvOf(table(seed)));
  for (const { path, png } of images?.(seed) ?? []) {
    mkdirSync(join(folder, 'images', dirname(path)), { recursive: true });
    writeFileSync(join(folder, 'images', path), png);
  }
  const training = { backend: 'wasm', ...space.training };
  const file = join(folder, 'space.json');
  writeFileSync(file, JSON.stringify({ name: title, ...space, training }, null, 2));
  return file;
}

function csvOf({ columns, rows }: Table): string {
  return [columns, ...rows].map((cells) => `${cells.join(',')}\n`).join('');
}
