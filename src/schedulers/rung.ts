/** A trial's value at a rung as it is compared there: the smallest is best, Infinity is a failure. */
export interface Entry {
  readonly draw: number;
  readonly loss: number;
}

interface Member extends Entry {
  isPromoted: boolean;
}

/**
 * The trials compared at one rung, entered in the order of the rung's sequence. After n entries the best ⌊n / eta⌋ have
 * been promoted, ties by draw; a promotion is never taken back. One entry promotes at most one trial: itself, or the
 * best one that has just come within the share (`promotionsAsync` of Determined's ASHA searcher). Failures are entries
 * and are not promoted.
 */
export function createRung(eta: number) {
  /** The best first. */
  const members: Member[] = [];
  const hopeless: Entry[] = [];
  let entered = 0;

  const insert = (member: Member) => {
    let [from, to] = [0, members.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (isBefore(members[middle] as Member, member)) from = middle + 1;
      else to = middle;
    }
    members.splice(from, 0, member);
    return from;
  };
  const promote = (member: Member | undefined): number | undefined => {
    if (member === undefined || member.isPromoted || member.loss === Number.POSITIVE_INFINITY)
      return undefined;
    member.isPromoted = true;
    return member.draw;
  };

  return {
    /** Returns the promoted draw, if any. */
    enter(entry: Entry): number | undefined {
      const before = Math.floor(entered / eta);
      entered += 1;
      const after = Math.floor(entered / eta);
      const member = { ...entry, isPromoted: false };
      const place = insert(member);
      if (place < after) return promote(member);
      return after > before ? promote(members[before]) : undefined;
    },
    get entered() {
      return entered;
    },
    /** Compares no more the trials that none of `most` entries can promote, and returns them, but for a few. */
    forget(most: number): number[] {
      const beyond = members.splice(Math.max(fewestKept, Math.floor(most / eta)));
      const forgotten = beyond.filter(({ isPromoted }) => !isPromoted);
      hopeless.push(...forgotten);
      return forgotten.map(({ draw }) => draw);
    },
    /** The trials that have neither failed nor been promoted, also those that were forgotten. */
    parked: (): readonly Entry[] => [
      ...members.filter(({ isPromoted, loss }) => !isPromoted && loss !== Number.POSITIVE_INFINITY),
      ...hopeless.filter(({ loss }) => loss !== Number.POSITIVE_INFINITY),
    ],
  };
}

/** The states of so many stay parked, so that `Promotions.extra` seldom trains a trial again from its start. */
const fewestKept = 3;

export type Rung = ReturnType<typeof createRung>;

function isBefore(one: Entry, other: Entry): boolean {
  return one.loss < other.loss || (one.loss === other.loss && one.draw < other.draw);
}
