import type { JobQueue } from '../../queue/job-queue.ts';
import type { Store, Study } from '../../store/store.ts';
import type { Trial } from '../../study/trial.ts';

export interface TakenOver<Opened> {
  readonly opened: Opened;
  /** The trials that workers of an earlier lease still train. */
  readonly orphans: readonly Trial[];
}

/**
 * Opens a search by `open`, which reads the study's rows, while workers of an earlier lease may record what they still
 * train. Opens it again when one has, so that each such trial either has its result in what was read or is among the
 * orphans that `open` was given. Jobs that no worker has begun are cancelled.
 */
export async function takeOver<Opened>(
  { store, study, queue }: { readonly store: Store; readonly study: Study; readonly queue: JobQueue },
  open: (orphans: readonly Trial[]) => Promise<Opened>,
): Promise<TakenOver<Opened>> {
  await queue.open(study.id);
  // Jobs that were lost under an earlier lease say nothing of the trials that are sent under this one.
  for (const { id, state } of await queue.live(study.id))
    if (state === 'lost') await queue.remove(study.id, id);
  const stillTrained = async () => store.orphans(study.id, await queue.cancel(study.id));
  for (let orphans = await stillTrained(); ; ) {
    const opened = await open(orphans);
    const after = await stillTrained();
    if (after.length === orphans.length) return { opened, orphans };
    orphans = after;
  }
}
