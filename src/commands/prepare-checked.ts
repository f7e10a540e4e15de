import type { Overrides } from '../search/prepare-spec.ts';
import { type PreparedStudy, prepareSearch } from '../search/prepare-study.ts';
import { storeExists } from '../store/open-store.ts';
import { withStore } from '../store/with-store.ts';
import type { CheapChecks } from './cheap-checks.ts';
import type { Terminal } from './terminal.ts';

/** What of `start`'s command line concerns the checks before it. */
export interface CheckedStart extends Overrides, CheapChecks {
  readonly space: string;
  readonly db: string;
  readonly check: boolean;
}

/**
 * Prepares a study and, before its first trial, makes the cheap checks; they take a twentieth of the search's time at
 * most. CheckFailedError when one fails. The rows before preprocessing are given up with the return.
 */
export async function prepareChecked(argv: CheckedStart, terminal: Terminal): Promise<PreparedStudy> {
  const all = await prepareSearch(argv);
  // What trains no model has nothing to check.
  if (!('source' in all)) return all;
  const { source, backend, ...prepared } = all;
  const { spec, directory } = prepared.study;
  if (argv.check && !(await hasBegun(argv.db, spec.name))) {
    // Now, for they are a hundred files.
    const { makeCheapChecks } = await import('./cheap-checks.ts');
    const { dataset } = prepared;
    await makeCheapChecks({ spec, directory, dataset, source, backend }, argv, terminal);
  }
  return prepared;
}

/** True for a study of which a trial has ended: its pipeline was checked before that, or was let run. */
async function hasBegun(database: string, name: string): Promise<boolean> {
  if (!(await storeExists(database))) return false;
  return withStore(database, async (store) => {
    const study = await store.findStudy(name);
    if (study === undefined) return false;
    const { complete, pruned, failed } = await store.counts(study.id);
    return complete + pruned + failed > 0;
  });
}
