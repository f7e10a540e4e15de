import { mkdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../faults/errors.ts';
import { type FileTarget, optionFault, requireFileTarget, withOption } from './target.ts';
import { holdTemporary, releaseTemporary } from './temporaries.ts';
import { folderPlaceOf, removeMade } from './write-folder.ts';
import { giveName } from './write-whole.ts';

export interface NewFile {
  readonly target: FileTarget;
  readonly content: string | Uint8Array;
}

/** A folder for files, which is made if it is missing. */
export interface FilesFolder {
  /** The option's name. */
  readonly option: string;
  readonly path: string;
}

/** UsageError unless the folder is there, or can be made. */
export function requireFilesFolder({ option, path }: FilesFolder): void {
  withOption(option, path, () => {
    if (folderPlaceOf(path).holds === 'file') throw new UsageError(`${path} is a file, not a folder`);
  });
}

/** Writes all of the files, or none of them and no folder. UsageError for an invalid target, before anything is written. */
export async function writeFiles(files: readonly NewFile[], folders: readonly FilesFolder[]): Promise<void> {
  const made: (readonly [folder: string, last: string])[] = [];
  const written: { readonly file: NewFile; readonly temporary: string }[] = [];
  const named: string[] = [];
  let isDone = false;
  try {
    for (const { option, path } of folders) {
      requireFilesFolder({ option, path });
      const last = withOption(option, path, () => mkdirSync(path, { recursive: true }));
      if (last !== undefined) made.unshift([path, last]);
    }
    for (const { target } of files) requireFileTarget(target);
    for (const file of files) written.push({ file, temporary: await writeTemporary(file) });
    for (const { file, temporary } of written) {
      const place = requireFileTarget(file.target);
      withOption(file.target.option, file.target.path, () => giveName(temporary, place));
      if (place.holds === 'nothing') named.push(place.path);
    }
    isDone = true;
  } finally {
    for (const { temporary } of written) releaseTemporary(temporary);
    if (!isDone) for (const path of named) rmSync(path, { force: true });
    if (!isDone) for (const [folder, last] of made) removeMade(folder, last);
  }
}

async function writeTemporary({ target, content }: NewFile): Promise<string> {
  const temporary = holdTemporary(dirname(requireFileTarget(target).path));
  try {
    const opened = await open(temporary, 'wx');
    try {
      await opened.writeFile(content);
      await opened.sync();
    } finally {
      await opened.close();
    }
    return temporary;
  } catch (error) {
    releaseTemporary(temporary);
    throw optionFault(target.option, target.path, error);
  }
}
