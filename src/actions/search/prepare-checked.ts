import type { GivenSpace, Overrides } from '../../search/prepare-spec.ts';
import { type PreparedStudy, type PreparingWatch, prepareSearch } from '../../search/prepare-study.ts';
import { storeExists } from '../../store/open-store.ts';
import { withStore } from '../../store/with-store.ts';
import { openBackend } from '../../training/backend.ts';
import { type DataRequest, dataOrSpace } from '../defaults/named-data.ts';
import type { CheapChecksWatch } from './cheap-checks.ts';
import type { WarmStartFound } from './warm-start.ts';

/** The options of a search that concern its initial checks. */
export interface CheckedStart extends Overrides {
  readonly db: string;
  readonly workers: number;
  readonly check: boolean;
  readonly from?: string | undefined;
  readonly fromStudy?: string | undefined;
  readonly fromTop: number;
  /** The target and the query of data that were given in place of a space file. */
  readonly target?: string | undefined;
  readonly query?: string | undefined;
}

/**
 * Prepares a study and makes the cheap checks before its first trial; they take at most a twentieth of the search's
 * time. Where checks follow, `preparing.onModels` is called once, before them and the baselines. CheckFailedError when one
 * fails. The rows before preprocessing are released on return.
 */
export async function prepareChecked(
  request: CheckedStart,
  watch: CheapChecksWatch,
  { onSpace, onModels }: PreparingWatch = {},
): Promise<PreparedStudy> {
  const { space: given } = request;
  const space = typeof given === 'string' ? await spaceOf({ ...request, space: given }, watch) : given;
  const known = await knownOf({ ...request, space });
  if (known !== undefined) watch.note(known.note);
  let isTold = false;
  const tell = (prepared: PreparedStudy) => {
    if (request.check && !isTold) onModels?.(prepared);
    isTold = true;
  };
  const all = await prepareSearch(
    { ...request, space, warmStart: known?.warmStart },
    { onSpace, onModels: tell },
  );
  if (all.schedulerNote !== undefined) watch.note(all.schedulerNote);
  if (all.trialsNote !== undefined) watch.note(all.trialsNote);
  // A study without models has nothing to check.
  if (!('source' in all)) return all;
  const { source, ...prepared } = all;
  for (const note of source.notes ?? []) watch.note(note);
  const { spec, directory } = prepared.study;
  if (prepared.schema !== undefined) watch.onSchema?.(prepared.schema);
  if (prepared.epochsNote !== undefined) watch.note(prepared.epochsNote);
  if (spec.training.final === 'refit') {
    const { rows } = prepared.dataset.splits.train;
    watch.note(
      `each trial also trains a model on all ${rows} rows, which alone predicts (training.final: refit)`,
    );
  }
  if (request.check && !(await hasBegun(request.db, spec.name))) {
    tell(prepared);
    // Imported lazily: 100 modules that a search without checks does not need.
    const { makeCheapChecks } = await import('./cheap-checks.ts');
    const { dataset } = prepared;
    const backend = await openBackend(prepared.study.backend);
    await makeCheapChecks({ spec, directory, backend, dataset, source }, request, watch);
  }
  return prepared;
}

// Imported lazily, since most searches have a space file and begin without known configurations.

async function spaceOf(request: DataRequest, watch: CheapChecksWatch): Promise<string | GivenSpace> {
  if (dataOrSpace(request) === undefined) return request.space;
  const data = await import('../defaults/space-of-data.ts');
  return data.spaceOf(request, watch);
}

async function knownOf(request: CheckedStart): Promise<WarmStartFound | undefined> {
  if (request.from === undefined) return undefined;
  const { warmStartOf } = await import('./warm-start.ts');
  return warmStartOf(request);
}

/** True for a study with an ended trial: its pipeline was checked before, or deliberately not checked. */
async function hasBegun(database: string, name: string): Promise<boolean> {
  if (!(await storeExists(database))) return false;
  return withStore(database, async (store) => {
    const study = await store.findStudy(name);
    if (study === undefined) return false;
    const { complete, pruned, failed } = await store.counts(study.id);
    return complete + pruned + failed > 0;
  });
}
