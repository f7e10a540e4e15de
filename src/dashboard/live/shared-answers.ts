import { collectGarbage } from './collect-garbage.ts';

export type Pace = 'follows' | 'rests';

interface Answer {
  readonly content: Promise<unknown>;
  readonly pace: Pace;
  /** Milliseconds that computing it took; undefined until it is done. */
  costMs: number | undefined;
  /** When computing it began, and what this process had spent by then. */
  readonly begun: { atMs: number; spentMs: number };
  /** The study has changed since. */
  isStale: boolean;
  /** Somebody has received it although it was stale. */
  isOwed: boolean;
}

interface StudyAnswers {
  readonly answers: Map<string, Answer>;
  /** Resources of which somebody received an answer that was stale, and that are not computed any more as they were. */
  readonly owed: Set<string>;
  /** Milliseconds that answers which follow it took since its last change. */
  costMs: number;
}

/** Time, and what this process has computed: beside searches, an answer takes longer than it costs. */
export interface Clock {
  nowMs(): number;
  spentMs(): number;
}

const ownClock: Clock = {
  nowMs: () => performance.now(),
  spentMs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

const mostStudies = 8;
const mostAnswers = 40;

/** A stale answer that rests holds for this many times as long as it took: at most a hundredth of the time goes into it. */
const restTimes = 100;
/** After an answer that took longer, its garbage is worth collecting at once. */
const dearMs = 200;

/**
 * Answers that all clients share: a thousand requests for the same columns cost one reading of the database. An answer
 * that follows the study is computed anew once that has changed, one that rests may be a while later.
 */
export class SharedAnswers {
  readonly #studies = new Map<number, StudyAnswers>();
  readonly #clock: Clock;

  constructor(clock = ownClock) {
    this.#clock = clock;
  }

  /**
   * The answer under `key`, which begins with the name of the resource and a blank; an error is not kept. `compute` may say
   * that it has begun: what it has spent before, such as the start of a thread, is no cost of the answer.
   */
  get<T>(study: number, key: string, pace: Pace, compute: (hasBegun: () => void) => Promise<T>): Promise<T> {
    const kept = this.#of(study);
    const known = kept.answers.get(key);
    if (known !== undefined && !this.#isDue(known)) {
      known.isOwed ||= known.isStale;
      return known.content as Promise<T>;
    }
    if (known !== undefined) drop(kept, key, known);
    if (kept.answers.size >= mostAnswers) for (const [each, answer] of kept.answers) drop(kept, each, answer);
    const now = () => ({ atMs: this.#clock.nowMs(), spentMs: this.#clock.spentMs() });
    const begun = now();
    const content = compute(() => Object.assign(begun, now()));
    const answer: Answer = { content, pace, costMs: undefined, begun, isStale: false, isOwed: false };
    kept.answers.set(key, answer);
    content.then(
      () => this.#account(kept, answer),
      () => kept.answers.delete(key),
    );
    return content;
  }

  /** Called when the study has changed. */
  forget(study: number): void {
    const kept = this.#studies.get(study);
    if (kept === undefined) return;
    kept.costMs = 0;
    for (const [key, answer] of kept.answers) {
      answer.isStale = true;
      if (this.#isDue(answer)) drop(kept, key, answer);
    }
  }

  /** Names once the resources whose stale answers somebody received, as soon as they are or may be computed anew. */
  owed(study: number): string[] {
    const kept = this.#studies.get(study);
    if (kept === undefined) return [];
    for (const [key, answer] of kept.answers) {
      if (answer.isOwed && this.#isDue(answer)) drop(kept, key, answer);
    }
    const names = [...kept.owed];
    kept.owed.clear();
    return names;
  }

  /** Milliseconds that answers which follow the study took since its last change. */
  costMs(study: number): number {
    return this.#studies.get(study)?.costMs ?? 0;
  }

  #account(kept: StudyAnswers, answer: Answer): void {
    const costMs = this.#clock.spentMs() - answer.begun.spentMs;
    answer.costMs = costMs;
    if (answer.pace === 'follows') kept.costMs += costMs;
    if (costMs > dearMs) collectGarbage();
  }

  #of(study: number): StudyAnswers {
    const found = this.#studies.get(study) ?? { answers: new Map(), owed: new Set(), costMs: 0 };
    // The study that was asked for last is the last to be forgotten.
    this.#studies.delete(study);
    this.#studies.set(study, found);
    const [oldest] = this.#studies.keys();
    if (this.#studies.size > mostStudies && oldest !== undefined) this.#studies.delete(oldest);
    return found;
  }

  /** True when a stale answer may be computed anew: one that rests not while it is computed. */
  #isDue({ isStale, pace, costMs, begun }: Answer): boolean {
    if (!isStale || pace === 'follows') return isStale;
    return costMs !== undefined && this.#clock.nowMs() - begun.atMs > restTimes * costMs;
  }
}

/** Forgets an answer; those who received it although it was stale are to be told. */
function drop({ answers, owed }: StudyAnswers, key: string, { isOwed }: Answer): void {
  answers.delete(key);
  if (isOwed) owed.add(key.split(' ')[0] as string);
}
