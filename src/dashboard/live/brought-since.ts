import { changedTrials } from '../../actions/dashboard/study-changes.ts';
import { encodeTrials } from '../../plots/columns/trial-columns.ts';
import type { FollowedTrials } from '../../runs/results/followed-trials.ts';
import type { Store } from '../../store/store.ts';
import type { Brought } from './look-events.ts';

/** The changes of a study at or after `since`, as events tell them; undefined when they are very many. */
export async function broughtSince(
  followed: FollowedTrials,
  store: Store,
  id: number,
  since: number,
): Promise<Brought | undefined> {
  const study = await store.findStudy(id);
  const changed = study && (await changedTrials(followed.rowsOf(store, study), since));
  if (changed === undefined) return undefined;
  const { head, trials, runs, curves } = changed;
  const text = Buffer.from(encodeTrials(trials)).toString('base64');
  return { changes: { since, head, trials: text, runs }, curves };
}
