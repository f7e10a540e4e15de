import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../store/temporary-folder.ts';

type End = (error: NodeJS.ErrnoException | null) => void;

/** A sync that has begun. `survivor`: the database as a power cut leaves it once the sync has ended. */
interface Sync {
  readonly survivor: string;
  end(error?: NodeJS.ErrnoException): void;
}

/**
 * A disk that syncs database files only when the test says so. `begun` is called with each sync, which has the bytes that
 * are written by then, and no later ones.
 */
export function delayedDisk(database: string, begun: (sync: Sync) => void): void {
  const real = fs.fdatasync;
  const folder = temporaryFolder();
  let syncs = 0;
  fs.fdatasync = Object.assign(
    (descriptor: number, end: End) => {
      const survivor = join(folder, `${syncs++}.db`);
      for (const ending of ['', '-wal']) fs.copyFileSync(database + ending, survivor + ending);
      begun({ survivor, end: (error) => (error === undefined ? real(descriptor, end) : end(error)) });
    },
    { __promisify__: real.__promisify__ },
  );
  syncBuiltinESMExports();
  onTestFinished(() => {
    fs.fdatasync = real;
    syncBuiltinESMExports();
  });
}
