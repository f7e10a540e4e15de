import type { Direction } from '../study/objective.ts';
import { bracketOf } from './bracket-of.ts';
import { createRung, type Rung } from './rung.ts';
import type { Halving } from './scheduler.ts';

/** A training of one trial up to a rung. */
export interface RungJob {
  readonly draw: number;
  /** The place of the rung in the trial's bracket, from 0. */
  readonly rung: number;
  /** The total epochs of the rung. */
  readonly epochs: number;
}

/** A trial's result at a rung. */
export interface RungResult extends Pick<RungJob, 'draw' | 'rung'> {
  /** Null for a failure, which counts as worse than all values. */
  readonly value: number | null;
  /** True: the trial has ended at or before the rung, and the value counts at all higher rungs. */
  readonly isOver: boolean;
}

/** Successive halving whose decisions do not depend on the order in which results arrive. */
export interface Promotions {
  /** The first training of a trial. */
  first(draw: number): RungJob;
  /** Adds a result; each trial and rung once, in any order. */
  add(result: RungResult): void;
  /**
   * Takes a promoted trial whose result at its rung is missing, of those with the most epochs. `below`: only promotions
   * that follow from draws below it.
   */
  next(below?: number): RungJob | undefined;
  /**
   * The best trial that was not promoted, for its next rung: for a search that would otherwise end without a promoted
   * trial that has been trained to the end. Such results change no promotion. Undefined when every trial has failed.
   * `among` limits it to these draws.
   */
  extra(among?: ReadonlySet<number>): RungJob | undefined;
  /** Takes the trials that can no longer be promoted: their parked states are not needed. */
  takeHopeless(): number[];
  /** Takes the draws, ascending, from which nothing more follows unless later draws are compared. */
  takeSettled(): SettledDraw[];
}

/** A draw with what follows from it and the draws before it: the same results whenever they arrive. */
interface SettledDraw {
  readonly draw: number;
  /** Its own first result and those of the promotions that it caused, one a rung, ascending. */
  readonly results: readonly SettledResult[];
}

export interface SettledResult extends RungJob {
  /** The epochs of the rung below; 0 at the first one. */
  readonly since: number;
  /** The trial ended here. */
  readonly isOver: boolean;
}

interface SequencedRung {
  readonly rung: Rung;
  readonly epochs: number;
  /** The draws in the order in which they are compared, for as many as are known. */
  readonly sequence: number[];
  /** For each of `sequence`, the draw from which its place here follows: ascending, on the first rung the draw itself. */
  readonly causes: number[];
  readonly results: Map<number, number>;
}

/**
 * Each rung compares its trials in the order of a sequence and waits for the next one's result: rung 0 in the order of
 * the draws, every other rung in the order in which the one below promoted. These are ordered streams with blocking
 * reads, so promotions depend on values alone (Kahn, "The Semantics of a Simple Language for Parallel Programming",
 * 1974). The state is a fold over results: adding stored ones resumes it. `count` is the number of trials.
 */
export function createPromotions(
  { brackets, eta }: Halving,
  direction: Direction,
  count: number,
): Promotions {
  const bracketFor = bracketOf(brackets);
  const ladders = brackets.map(({ rungs }, bracket) => {
    const draws = Array.from({ length: count }, (_, draw) => draw).filter(
      (draw) => bracketFor(draw) === bracket,
    );
    return rungs.map(
      (epochs, place): SequencedRung => ({
        ...{ rung: createRung(eta), epochs, results: new Map() },
        ...(place === 0 ? { sequence: draws, causes: draws } : { sequence: [], causes: [] }),
      }),
    );
  });
  const ladderOf = (draw: number) => ladders[bracketFor(draw)] as SequencedRung[];
  const ready = new Map<number, RungJob & { readonly cause: number }>();
  const consequences = new Map<number, SettledResult[]>();
  let settledBelow = 0;
  const over = new Map<number, number>();
  const endedAt = new Map<number, number>();
  /** True once a trial that was compared at the rung where it ended has not failed. */
  let hasFinal = false;

  const compare = (ladder: readonly SequencedRung[], place: number) => {
    const at = ladder[place] as SequencedRung;
    for (;;) {
      const draw = at.sequence[at.rung.entered] as number;
      const cause = at.causes[at.rung.entered] as number;
      const loss = at.results.get(draw);
      if (loss === undefined) return;
      at.results.delete(draw);
      const end = endedAt.get(draw);
      const isOver = end === place;
      hasFinal ||= isOver && loss !== Number.POSITIVE_INFINITY;
      // A trial that ended on a lower rung was trained no further.
      if (end === undefined || end >= place) {
        const since = ladder[place - 1]?.epochs ?? 0;
        const result = { draw, rung: place, epochs: at.epochs, since, isOver };
        consequences.set(cause, [...(consequences.get(cause) ?? []), result]);
      }
      const promoted = at.rung.enter({ draw, loss });
      if (promoted !== undefined && place < ladder.length - 1) promote(ladder, place + 1, promoted, cause);
    }
  };
  const promote = (ladder: readonly SequencedRung[], place: number, draw: number, cause: number) => {
    const at = ladder[place] as SequencedRung;
    at.sequence.push(draw);
    at.causes.push(cause);
    const final = over.get(draw);
    if (!at.results.has(draw) && final !== undefined) at.results.set(draw, final);
    if (at.results.has(draw)) compare(ladder, place);
    else ready.set(draw, { draw, rung: place, epochs: at.epochs, cause });
  };
  /** The least draw from which a comparison that is still missing follows. */
  const leastMissing = () =>
    ladders.reduce(
      (least, ladder) =>
        ladder.reduce((each, { rung, causes }) => Math.min(each, causes[rung.entered] ?? count), least),
      count,
    );

  return {
    first: (draw) => ({ draw, rung: 0, epochs: ladderOf(draw)[0]?.epochs ?? 0 }),
    add({ draw, rung, value, isOver }) {
      const ladder = ladderOf(draw);
      // A study that was changed by hand may name any rung.
      if (ladder[rung] === undefined) return;
      const loss = value === null ? Number.POSITIVE_INFINITY : direction === 'minimize' ? value : -value;
      if (isOver) {
        over.set(draw, loss);
        endedAt.set(draw, rung);
      }
      if (ready.get(draw)?.rung === rung) ready.delete(draw);
      ladder[rung].results.set(draw, loss);
      compare(ladder, rung);
    },
    next(below = count) {
      const [first, ...others] = [...ready.values()].filter(({ cause }) => cause < below);
      if (first === undefined) return undefined;
      const { cause, ...next } = others.reduce((most, job) => (job.epochs > most.epochs ? job : most), first);
      ready.delete(next.draw);
      return next;
    },
    extra(among) {
      if (among === undefined && hasFinal) return undefined;
      const isCandidate = (draw: number) =>
        over.get(draw) !== Number.POSITIVE_INFINITY && (among?.has(draw) ?? true);
      return extraOf(ladders, isCandidate, (draw) => over.has(draw));
    },
    takeHopeless: () => ladders.flatMap((ladder) => hopelessOf(ladder).filter((draw) => !over.has(draw))),
    takeSettled() {
      const settled: SettledDraw[] = [];
      for (const below = leastMissing(); settledBelow < below; settledBelow++) {
        settled.push({ draw: settledBelow, results: consequences.get(settledBelow) ?? [] });
        consequences.delete(settledBelow);
      }
      return settled;
    },
  };
}

/** Each entry of a rung promotes at most one trial, which bounds the entries of the next. */
function hopelessOf(ladder: readonly SequencedRung[]): number[] {
  let most = 0;
  return ladder.slice(0, -1).flatMap(({ rung, sequence }) => {
    most = sequence.length + most;
    const forgotten = rung.forget(most);
    most -= rung.entered;
    return forgotten;
  });
}

/** Resumes a trial that has already been trained beyond its rung; undefined when that one has ended. */
function extraOf(
  ladders: readonly (readonly SequencedRung[])[],
  isCandidate: (draw: number) => boolean,
  isOver: (draw: number) => boolean,
): RungJob | undefined {
  const candidates = ladders.flatMap((ladder) =>
    ladder.slice(0, -1).flatMap(({ rung, epochs: reached }, place) =>
      rung
        .parked()
        .filter(({ draw }) => isCandidate(draw))
        .map(({ draw, loss }) => ({ draw, loss, reached, ladder, place })),
    ),
  );
  const [best] = candidates.sort(
    (one, other) => other.reached - one.reached || one.loss - other.loss || one.draw - other.draw,
  );
  if (best === undefined || isOver(best.draw)) return undefined;
  const { draw, ladder, place } = best;
  const rung = ladder.findIndex((each, higher) => higher > place && !each.results.has(draw));
  return rung === -1 ? undefined : { draw, rung, epochs: ladder[rung]?.epochs ?? 0 };
}
