import { existsSync, readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ImageColumn } from '../../study/data-files/image-column.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { isHidden } from '../formats/pictures/image-walk.ts';
import { isImageName } from '../formats/pictures/images.ts';
import { openTableFiles } from './table-file.ts';

const lookedAtRows = 20;

/**
 * The column of a table whose first cells all name image files that are there, from the table's folder or one in it;
 * undefined where there is none, and for a table that cannot be read.
 */
export async function findImageColumn(spec: DataSpec, directory: string): Promise<ImageColumn | undefined> {
  const opened = await openTableFiles(spec, directory).catch(() => undefined);
  if (opened === undefined) return undefined;
  const { source, files } = opened;
  const rows = await firstRows(source.batches).catch(() => []);
  const folder = dirname(files[0]?.path ?? '');
  for (const [position, name] of source.names.entries()) {
    const cells = rows.map((row) => row[position]).filter((cell) => typeof cell === 'string' && cell !== '');
    const paths = cells.map((cell) => String(cell).trim());
    if (paths.length === 0 || !paths.every(isImageName)) continue;
    const root = ['', ...foldersIn(folder)].find((each) =>
      paths.every((path) => existsSync(resolve(folder, each, path))),
    );
    if (root !== undefined) return { name, ...(root !== '' && { root }) };
  }
  return undefined;
}

async function firstRows(
  batches: AsyncIterable<{ readonly cells: readonly (readonly unknown[])[] }>,
): Promise<readonly (readonly unknown[])[]> {
  const rows: (readonly unknown[])[] = [];
  for await (const { cells } of batches) {
    rows.push(...cells.slice(0, lookedAtRows - rows.length));
    if (rows.length >= lookedAtRows) break;
  }
  return rows;
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !isHidden(entry.name))
    .map(({ name }) => name)
    .sort();
}
