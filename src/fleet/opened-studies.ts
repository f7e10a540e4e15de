import { type Message, worded } from '../faults/message.ts';
import type { Store, Study } from '../store/store.ts';
import type { OpenedStudy, RefusedStudy } from './open-study.ts';

export interface StudyEvents {
  /** A study whose trials this worker trains from now on. */
  onOpen(study: Study): void;
  /** A study whose jobs are left to others; called again only when the reason is another one. */
  onRefuse(refused: RefusedStudy): void;
  /** A study was opened or refused in the background. */
  onChange(): void;
  /** Opening failed for another reason than the study's. */
  onError(error: unknown): void;
}

interface Entry {
  readonly opened: OpenedStudy;
  /** The stored study as JSON. */
  readonly row: string;
  /** The lease under which the row was last read. */
  lease: number | undefined;
  /** Number of its trials that run here. */
  users: number;
  /** Milliseconds, on this process's clock. */
  usedAt: number;
}

/** The reason may be put right while this worker runs. A study that could not be opened is tried again after the same time. */
const secondsBetweenChecks = 30;
/** After this time without a trial the threads of a study end, and its data leave the memory. */
const idleSeconds = 60;

/** The studies that a worker has opened or refused. */
export class OpenedStudies {
  readonly #store: Store;
  readonly #openHere: (study: Study) => Promise<OpenedStudy | RefusedStudy>;
  readonly #events: StudyEvents;
  readonly #entries = new Map<number, Entry>();
  /** The last reason of each. */
  readonly #refusals = new Map<number, string>();
  /** When each was last refused, or its opening began, in milliseconds of this process's clock. */
  readonly #triedAt = new Map<number, number>();
  readonly #opening = new Map<number, Promise<unknown>>();
  /** Opened studies in whose place others were opened, until their last trial has ended. */
  readonly #replaced = new Map<OpenedStudy, Entry>();

  constructor(
    store: Store,
    openHere: (study: Study) => Promise<OpenedStudy | RefusedStudy>,
    events: StudyEvents,
  ) {
    this.#store = store;
    this.#openHere = openHere;
    this.#events = events;
  }

  /** True when jobs of the study may be fetched. If it has not been opened yet, that begins. */
  isOpen(studyId: number): boolean {
    if (this.#entries.has(studyId)) return true;
    const triedAt = this.#triedAt.get(studyId);
    if (triedAt !== undefined && secondsSince(triedAt) < secondsBetweenChecks) return false;
    if (!this.#opening.has(studyId)) {
      this.#triedAt.set(studyId, performance.now());
      const opening = this.#open(studyId)
        .catch((error) => this.#events.onError(error))
        .finally(() => {
          this.#opening.delete(studyId);
          this.#events.onChange();
        });
      this.#opening.set(studyId, opening);
    }
    return false;
  }

  /** True while a study is being opened, which may take long: its data may have to be fetched. */
  get isOpening(): boolean {
    return this.#opening.size > 0;
  }

  /**
   * The study for a job of this lease, until `leave`: a new coordinator may have recorded a stage or an accepted module.
   * Undefined when it is refused by now. One call at a time.
   */
  async take(studyId: number, lease: number): Promise<OpenedStudy | undefined> {
    const known = this.#entries.get(studyId);
    if (known !== undefined && known.lease !== lease) {
      const stored = await this.#stored(studyId);
      if (stored !== undefined && JSON.stringify(stored) === known.row) known.lease = lease;
      else await this.#reopen(studyId, known);
    }
    const entry = this.#entries.get(studyId);
    if (entry === undefined) return undefined;
    entry.lease = lease;
    entry.users += 1;
    entry.usedAt = performance.now();
    return entry.opened;
  }

  /** Ends a use of `take`. */
  async leave(opened: OpenedStudy): Promise<void> {
    const current = this.#entries.get(opened.study.id);
    const entry = current?.opened === opened ? current : this.#replaced.get(opened);
    if (entry === undefined) return;
    entry.users -= 1;
    entry.usedAt = performance.now();
    if (entry !== current && entry.users === 0) {
      this.#replaced.delete(opened);
      await opened.pool.close();
    }
  }

  /** Refuses a study, because one of its trials has shown that it cannot be trained here. */
  async refuse({ study }: OpenedStudy, reason: Message): Promise<void> {
    const entry = this.#entries.get(study.id);
    if (entry !== undefined) await this.#replace(study.id, entry);
    this.#refuse({ study, reason });
  }

  /** Closes the studies that have had no trial for a while, except those that may have jobs. */
  async closeIdle(ready: readonly number[]): Promise<void> {
    for (const [studyId, entry] of this.#entries) {
      if (ready.includes(studyId) || entry.users > 0 || secondsSince(entry.usedAt) < idleSeconds) continue;
      await this.#replace(studyId, entry);
    }
  }

  /** Closes all studies; none may be in use. */
  async close(): Promise<void> {
    await Promise.all(this.#opening.values());
    const entries = [...this.#entries.values(), ...this.#replaced.values()];
    await Promise.all(entries.map(({ opened }) => opened.pool.close()));
    this.#entries.clear();
  }

  async #reopen(studyId: number, known: Entry): Promise<void> {
    await this.#replace(studyId, known);
    await this.#open(studyId);
  }

  async #replace(studyId: number, entry: Entry): Promise<void> {
    this.#entries.delete(studyId);
    if (entry.users > 0) this.#replaced.set(entry.opened, entry);
    else await entry.opened.pool.close();
  }

  async #open(studyId: number): Promise<void> {
    const stored = await this.#stored(studyId);
    if (stored === undefined) return;
    const found = await this.#openHere(stored);
    if ('reason' in found) return this.#refuse(found);
    this.#refusals.delete(studyId);
    this.#triedAt.delete(studyId);
    const entry = { opened: found, row: JSON.stringify(stored), lease: undefined };
    this.#entries.set(studyId, { ...entry, users: 0, usedAt: performance.now() });
    this.#events.onOpen(found.study);
  }

  #refuse(refused: RefusedStudy): void {
    const { id } = refused.study;
    const reason = worded(refused.reason);
    const before = this.#refusals.get(id);
    this.#refusals.set(id, reason);
    this.#triedAt.set(id, performance.now());
    if (before !== reason) this.#events.onRefuse(refused);
  }

  async #stored(studyId: number): Promise<Study | undefined> {
    return (await this.#store.studies()).find(({ id }) => id === studyId);
  }
}

function secondsSince(time: number): number {
  return (performance.now() - time) / 1000;
}
