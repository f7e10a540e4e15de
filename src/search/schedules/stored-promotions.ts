import { prunedByPeople } from '../../runs/asked-of-study.ts';
import { createPromotions, type Promotions, type RungResult } from '../../schedulers/promotions.ts';
import type { Halving } from '../../schedulers/scheduler.ts';
import type { Store, Study } from '../../store/store.ts';
import type { RungRow } from '../../store/trial-result.ts';
import { drawOf, type Trial } from '../../study/trial.ts';

/** The promotions that follow from what is stored, and the trials that have a result. */
export interface StoredPromotions {
  readonly promotions: Promotions;
  /** The trials by draw that have reached their first rung, or ended before it. */
  readonly begun: ReadonlyMap<number, BegunTrial>;
  /** The draws of begun trials that wait, because their promoted trainings were interrupted. */
  readonly interrupted: ReadonlySet<number>;
}

interface BegunTrial {
  readonly trial: Trial;
  readonly first: RungResult;
}

/** Folds the stored results of the first `count` draws. */
export async function storedPromotions(
  store: Store,
  study: Study,
  halving: Halving,
  count: number,
): Promise<StoredPromotions> {
  const promotions = createPromotions(halving, study.spec.objective.direction, count);
  const rows = new Map<number, RungRow[]>();
  for (const row of await store.rungs(study.id)) rows.set(row.trial, [...(rows.get(row.trial) ?? []), row]);
  const pruned = prunedByPeople(await store.requests(study.id));
  const begun = new Map<number, BegunTrial>();
  for (const trial of await store.trials(study.id)) {
    const draw = drawOf(trial);
    if (draw === undefined || draw >= count) continue;
    const reached = resultsOf(trial, draw, rows.get(trial.trial) ?? []);
    const isOver = trial.state === 'pruned' && pruned.has(trial.trial);
    const results = reached.map((result, at) =>
      isOver && at === reached.length - 1 ? endedByPerson(result) : result,
    );
    const [first] = results;
    if (first === undefined) continue;
    begun.set(draw, { trial, first });
    for (const result of results) promotions.add(result);
  }
  const waiting = [...begun].filter(([, { trial }]) => trial.state === 'waiting');
  return { promotions, begun, interrupted: new Set(waiting.map(([draw]) => draw)) };
}

/** A trial that a person has ended goes on from no rung, and counts there like a failure: its value is of fewer epochs. */
export function endedByPerson(result: RungResult): RungResult {
  return { ...result, value: null, isOver: true };
}

/** A trial's result at each rung; a trial that ended without a row of its own ended at the rung after its last row. */
function resultsOf({ state, value }: Trial, draw: number, rows: readonly RungRow[]): RungResult[] {
  const results = rows.map(({ rung, value: reached }) => ({ draw, rung, value: reached, isOver: false }));
  const last = results.at(-1);
  const isFinal = state === 'complete' || state === 'failed';
  if (last === undefined) {
    // Without rows: a trial that an import has brought, which has no state to resume from.
    return isFinal || state === 'pruned' ? [{ draw, rung: 0, value, isOver: true }] : [];
  }
  if (!isFinal) return results;
  if (state === 'complete' || last.value === null)
    return [...results.slice(0, -1), { ...last, isOver: true }];
  return [...results, { draw, rung: last.rung + 1, value: null, isOver: true }];
}

/** The trials that have stopped at a rung and are to be trained further, as far as results decide it by now. */
export interface PromotedToGo {
  /** Number of those that are recorded as pruned. */
  readonly promoted: number;
  /** Number of those whose further training was interrupted. */
  readonly interrupted: number;
}

/** `count`: the number of draws that start. */
export function promotedToGo({ promotions, begun }: StoredPromotions, count: number): PromotedToGo {
  const draws = new Set<number>();
  for (let job = promotions.next(count); job !== undefined; job = promotions.next(count)) draws.add(job.draw);
  if (draws.size === 0 && begun.size >= count) {
    const extra = promotions.extra();
    if (extra !== undefined) draws.add(extra.draw);
  }
  const states = [...draws].map((draw) => begun.get(draw)?.trial.state);
  const promoted = states.filter((state) => state === 'pruned').length;
  return { promoted, interrupted: states.length - promoted };
}
