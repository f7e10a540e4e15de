import type { Artifact } from '../artifact.ts';
import type { Store } from '../store.ts';
import { type FoldResult, type TrialResult, withoutWeights } from '../trial-result.ts';
import { foldParts, wholeRows } from './copied-bytes.ts';
import type { ArtifactLedger } from './ledger.ts';
import { OutsideBytes, type Parts } from './outside-bytes.ts';

/** Smaller bytes stay in the database, where they cost no request of their own. */
const defaultLeastBytes = 2 ** 20;

/** The same store, but bytes of at least `leastBytes` of studies that have a place for artifacts are there. */
export function withArtifacts(
  store: Store,
  ledger: ArtifactLedger,
  leastBytes: number = defaultLeastBytes,
): Store {
  const outside = new OutsideBytes(ledger, leastBytes);

  /** Deletes the objects of what `work` has forgotten. */
  const sweeping = async <T>(studyId: number, work: Promise<T>): Promise<T> => {
    const done = await work;
    await outside.sweep(studyId);
    return done;
  };
  const putting = <T>(studyId: number, result: TrialResult, write: (stored: TrialResult) => Promise<T>) =>
    outside.putting(studyId, partsOf(result), (parts, artifacts) =>
      write(withParts(result, parts, artifacts)),
    );
  const puttingFold = <T>(
    studyId: number,
    fold: number,
    result: FoldResult,
    write: (stored: FoldResult) => Promise<T>,
  ) => {
    const [weights, optimizer] = foldParts(fold);
    const given = { [weights]: result.weights, [optimizer]: result.optimizer };
    return outside.putting(studyId, given, (parts, artifacts) =>
      write({
        ...result,
        weights: parts[weights] ?? result.weights,
        ...(parts[optimizer] && { optimizer: parts[optimizer] }),
        ...(artifacts.length > 0 && { artifacts }),
      }),
    );
  };

  return {
    ...store,
    async setArtifacts(studyId, place) {
      await store.setArtifacts(studyId, place);
      outside.forgetPlace(studyId);
    },
    async record(claim, result, keep, synced) {
      const { studyId } = claim;
      const isKept =
        result.weights === undefined ||
        (await outside.placeOf(studyId)) === undefined ||
        (await ledger.mayKeep(claim, result, keep));
      const kept = isKept ? result : withoutWeights(result);
      return sweeping(
        studyId,
        putting(studyId, kept, (stored) => store.record(claim, stored, keep, synced)),
      );
    },
    addDerived: (studyId, derived, result) =>
      putting(studyId, result, (stored) => store.addDerived(studyId, derived, stored)),
    recordFold: (claim, fold, result) =>
      puttingFold(claim.studyId, fold, result, (stored) => store.recordFold(claim, fold, stored)),
    settle: (studyId, settlement) => sweeping(studyId, store.settle(studyId, settlement)),
    dropParked: (studyId, trials) => sweeping(studyId, store.dropParked(studyId, trials)),
    setModuleDigest: (studyId, digest) => sweeping(studyId, store.setModuleDigest(studyId, digest)),
    lease: (studyId, runner, isAlive) => sweeping(studyId, store.lease(studyId, runner, isAlive)),
    async copyStudy(studyId, take) {
      const read = outside.readListed(await store.artifacts(studyId));
      await store.copyStudy(studyId, async (copied) => take(await wholeRows(copied, read)));
    },
    async weights(studyId, trial) {
      return outside.fetched({ studyId, trial, part: 'weights' }, await store.weights(studyId, trial));
    },
    async optimizerState(studyId, trial) {
      const state = await store.optimizerState(studyId, trial);
      return outside.fetched({ studyId, trial, part: 'optimizer' }, state);
    },
    async parked(studyId, trial) {
      const parked = await store.parked(studyId, trial);
      const state = await outside.fetched({ studyId, trial, part: 'parked' }, parked?.state);
      return parked && state && { ...parked, state };
    },
    async fold(studyId, trial, fold) {
      const found = await store.fold(studyId, trial, fold);
      const [ofWeights, ofOptimizer] = foldParts(fold);
      const weights = await outside.fetched({ studyId, trial, part: ofWeights }, found?.weights);
      const optimizer = await outside.fetched({ studyId, trial, part: ofOptimizer }, found?.optimizer);
      return found && weights && { ...found, weights, ...(optimizer && { optimizer }) };
    },
  };
}

function partsOf({ weights, optimizer, rung }: TrialResult): Parts {
  return { weights, optimizer, parked: rung?.parked };
}

function withParts(
  result: TrialResult,
  { weights, optimizer, parked }: Parts,
  artifacts: readonly Artifact[],
): TrialResult {
  return {
    ...result,
    ...(weights && { weights }),
    ...(optimizer && { optimizer }),
    ...(result.rung && { rung: { ...result.rung, ...(parked && { parked }) } }),
    ...(artifacts.length > 0 && { artifacts }),
  };
}
