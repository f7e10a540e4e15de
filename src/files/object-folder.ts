import { access, constants, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../faults/errors.ts';

/**
 * Bytes by name in a folder that machines may share. Names are relative paths of one folder and a file; nobody writes
 * the same name twice.
 */
export class ObjectFolder {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Creates the folder if its parent is there; see `check`. */
  async prepare(): Promise<void> {
    const above = dirname(this.#root);
    if (!(await isFolder(above))) throw new UsageError(`there is no folder ${above}`);
    await mkdir(this.#root, { recursive: true });
    await this.check();
  }

  /** UsageError when there is no such folder; a system error when it cannot be written. */
  async check(): Promise<void> {
    await this.#requireRoot();
    await access(this.#root, constants.W_OK | constants.X_OK);
  }

  /** The bytes are on the disk when this resolves. */
  async put(name: string, bytes: Uint8Array): Promise<void> {
    await this.#requireRoot();
    const path = join(this.#root, name);
    const part = `${path}.part`;
    await mkdir(dirname(path), { recursive: true });
    const file = await open(part, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  }

  /** Undefined when there are no bytes of that name. */
  async get(name: string): Promise<Uint8Array | undefined> {
    try {
      return new Uint8Array(await readFile(join(this.#root, name)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await this.#requireRoot();
      return undefined;
    }
  }

  async delete(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(join(this.#root, name), { force: true });
  }

  /** The names of all files, with their sizes in bytes. */
  async list(): Promise<{ readonly name: string; readonly bytes: number }[]> {
    await this.#requireRoot();
    const listed: { name: string; bytes: number }[] = [];
    for (const folder of await readdir(this.#root, { withFileTypes: true })) {
      if (!folder.isDirectory()) continue;
      for (const file of await readdir(join(this.#root, folder.name))) {
        const name = `${folder.name}/${file}`;
        // It may have been deleted since.
        const found = await stat(join(this.#root, name)).catch(() => undefined);
        if (found?.isFile()) listed.push({ name, bytes: found.size });
      }
    }
    return listed;
  }

  /** A folder of another machine that is not mounted here must not be created. */
  async #requireRoot(): Promise<void> {
    if (!(await isFolder(this.#root))) throw new UsageError(`there is no folder ${this.#root}`);
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}
