import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FolderTarget, writeFolder } from '../../src/files/write-folder.ts';
import { writePart } from '../../src/files/write-part.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const undisturbed = new AbortController().signal;

/** A folder with an older export, whose only file is `model`. */
function given(changes: Partial<FolderTarget> = {}): FolderTarget & { readonly home: string } {
  const home = temporaryFolder();
  mkdirSync(join(home, 'old'));
  writeFileSync(join(home, 'old', 'model'), 'old');
  const foreignEntry = (folder: string) => readdirSync(folder).find((name) => name !== 'model');
  const target = { option: 'to', path: join(home, 'old'), mayReplace: true, reads: [], foreignEntry };
  return { ...target, ...changes, home };
}

describe('a folder that is written whole', () => {
  it('takes the place of an older one', async () => {
    const target = given();
    await writeFolder(target, undisturbed, (part) => writePart(part, 'model', 'new'));
    expect(readFileSync(join(target.path, 'model'), 'utf8')).toBe('new');
    expect(readdirSync(target.home)).toEqual(['old']);
  });

  it('leaves the older one, and the folder that a link leads to, where they are', async () => {
    const target = given();
    symlinkSync('old', join(target.home, 'link'));
    const linked = { ...target, path: join(target.home, 'link') };
    await writeFolder(linked, undisturbed, (part) => writePart(part, 'model', 'new'));
    expect(readdirSync(target.home).sort()).toEqual(['link', 'old']);
    expect(readFileSync(join(target.path, 'model'), 'utf8')).toBe('new');
  });

  it('leaves nothing behind when the work fails, of the folders above either', async () => {
    const target = given();
    const failing = { ...target, path: join(target.home, 'a', 'b', 'new') };
    const fail = () => Promise.reject(new Error('no more'));
    await expect(writeFolder(failing, undisturbed, fail)).rejects.toThrow('no more');
    await expect(writeFolder(target, undisturbed, fail)).rejects.toThrow('no more');
    expect(readdirSync(target.home)).toEqual(['old']);
    expect(readFileSync(join(target.path, 'model'), 'utf8')).toBe('old');
  });

  it('keeps what came into the older one meanwhile', async () => {
    const target = given();
    const work = async (part: string) => {
      await writePart(part, 'model', 'new');
      writeFileSync(join(target.path, 'notes.txt'), 'mine');
    };
    await expect(writeFolder(target, undisturbed, work)).rejects.toThrow(
      'hpsearch did not export (notes.txt)',
    );
    expect(readdirSync(target.path).sort()).toEqual(['model', 'notes.txt']);
  });

  it('says that the new one is in place where the older one cannot be removed', async () => {
    const target = given();
    // The folder that has been set aside is gone before it can be removed.
    const foreignEntry = (folder: string) => {
      if (folder.endsWith('.old')) rmSync(folder, { recursive: true });
      return undefined;
    };
    const work = (part: string) => writePart(part, 'model', 'new');
    await expect(writeFolder({ ...target, foreignEntry }, undisturbed, work)).rejects.toThrow(
      /old is written, but the older folder, now .*\.old, cannot be removed: ENOENT/,
    );
    expect(readFileSync(join(target.path, 'model'), 'utf8')).toBe('new');
  });

  it('shows the first error, whatever cannot be removed behind it', async () => {
    const target = given();
    const above = join(target.home, 'above');
    const fail = () => {
      rmSync(above, { recursive: true });
      return Promise.reject(new Error('the first'));
    };
    const failing = { ...target, path: join(above, 'new') };
    await expect(writeFolder(failing, undisturbed, fail)).rejects.toThrow('the first');
  });

  it('brings the older one back when it cannot be replaced at the last moment', async () => {
    const target = given();
    let looks = 0;
    // The third look is the one at what has been set aside.
    const foreignEntry = () => (++looks > 2 ? 'a late file' : undefined);
    const work = (part: string) => writePart(part, 'model', 'new');
    await expect(writeFolder({ ...target, foreignEntry }, undisturbed, work)).rejects.toThrow('a late file');
    expect(readFileSync(join(target.path, 'model'), 'utf8')).toBe('old');
    expect(existsSync(join(target.home, 'old'))).toBe(true);
    expect(readdirSync(target.home)).toEqual(['old']);
  });
});
