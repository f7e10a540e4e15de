import type { KeptReader } from '../../store/kept-reader.ts';
import type { Store } from '../../store/store.ts';
import { type EventParcel, type EventSink, parcelOf, type StreamEvent } from './event-stream.ts';
import { type Brought, eventsOf, hasChanged, newerEvents } from './look-events.ts';
import { type Seen, see } from './seen-study.ts';
import type { SharedAnswers } from './shared-answers.ts';

/** A study is looked at once in this time, unless following its changes takes more than its share. */
export const lookMilliseconds = 1000;

/** Following changes takes at most this share of the time: a large study is looked at less often. */
const mostShare = 1 / 20;

/** The news that are sent to all clients of a study beside how it stands. */
export interface Sources {
  /** The changes at or after a time; undefined where clients are to ask for it. */
  changes(store: Store, study: number, since: number): Promise<Brought | undefined>;
  /** The same object while the findings are the same. */
  findings(study: number): Promise<unknown>;
}

/** All that a look at a study takes; `describe` words an error of the database for a reader. */
export interface Watching {
  readonly reader: KeptReader;
  readonly answers: SharedAnswers;
  readonly sources: Sources;
  readonly describe: (error: unknown) => string;
}

/** A study that is shown, and its clients: one look at the database serves all of them. */
export class WatchedStudy {
  readonly #id: number;
  readonly #watching: Watching;
  /** Each client with the findings that it was told last: undefined before, null where it was told that there are none. */
  readonly #told = new Map<EventSink, unknown>();
  #seen: Seen | undefined;
  #findings: { readonly data: unknown; readonly parcel: EventParcel } | undefined;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #changedAtMs = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;

  constructor(id: number, watching: Watching) {
    this.#id = id;
    this.#watching = watching;
  }

  get isFollowed(): boolean {
    return this.#told.size > 0;
  }

  /** Tells a client how the study stands, its findings, and each change from now on. */
  add(sink: EventSink): void {
    this.#told.set(sink, undefined);
    if (this.#seen !== undefined) sink.send(parcelOf(eventsOf(this.#seen.look)));
    // A look that fails tells it to all clients, and the one after that tells all anew.
    void this.fresh().then(
      () => this.#tellFindings(),
      () => undefined,
    );
  }

  remove(sink: EventSink): void {
    this.#told.delete(sink);
  }

  send(events: readonly StreamEvent[]): void {
    if (!this.isFollowed || events.length === 0) return;
    const parcel = parcelOf(events);
    for (const sink of this.#told.keys()) sink.send(parcel);
  }

  close(): void {
    for (const sink of [...this.#told.keys()]) sink.close();
  }

  /** Forgets the shared answers if the study has changed, by a look that is at most a second old. */
  async fresh(): Promise<void> {
    // The timer of a study that is followed may come a little early.
    if (performance.now() - this.#lookedAtMs < 0.9 * lookMilliseconds) return;
    this.#looking ??= this.#look().finally(() => {
      this.#lookedAtMs = performance.now();
      this.#looking = undefined;
    });
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { answers, reader, describe } = this.#watching;
    if (performance.now() - this.#changedAtMs < answers.costMs(this.#id) / mostShare) return;
    try {
      const before = this.#seen;
      const { seen, brought } = await reader.use((store) => this.#see(store));
      this.#seen = seen;
      const owed = answers.owed(this.#id);
      const isChanged = seen !== before && hasChanged(before?.look, seen.look);
      if (isChanged) this.#changedAtMs = performance.now();
      this.send([
        ...(seen === before ? [] : eventsOf(seen.look, before?.look, brought)),
        ...newerEvents(owed),
      ]);
      if (this.isFollowed && (isChanged || owed.includes('findings'))) void this.#tellFindings();
    } catch (error) {
      this.send([{ event: 'problem', data: { error: describe(error) } }]);
      // The next look tells all again, even if nothing has changed: it ends the problem.
      this.#seen = undefined;
      throw error;
    }
  }

  /** How the study stands, and for its clients what has changed. */
  async #see(store: Store): Promise<{ readonly seen: Seen; readonly brought?: Brought }> {
    const { answers, sources } = this.#watching;
    const before = this.#seen;
    const seen = await see(store, this.#id, before);
    if (!hasChanged(before?.look, seen.look)) return { seen };
    answers.forget(this.#id);
    const since = before?.look.changedAt;
    if (since === undefined || !this.isFollowed) return { seen };
    // A client that asks for changes that could not be read is told why.
    const brought = await answers
      .get(this.#id, 'changes', 'follows', () => sources.changes(store, this.#id, since))
      .catch(() => undefined);
    return { seen, ...(brought && { brought }) };
  }

  /** Tells the findings to all clients that know others; while they rest, the next look after that does. */
  async #tellFindings(): Promise<void> {
    const found = await this.#watching.sources.findings(this.#id).catch(() => null);
    // A client that asks for what could not be found is told why.
    const parcel = found === null ? askForFindings : this.#parcelWith(found);
    for (const [sink, told] of this.#told) {
      if (told === found || (found === null && told !== undefined)) continue;
      this.#told.set(sink, found);
      sink.send(parcel);
    }
  }

  #parcelWith(data: unknown): EventParcel {
    const known = this.#findings?.data === data ? this.#findings : undefined;
    this.#findings = known ?? { data, parcel: parcelOf([{ event: 'findings', data }]) };
    return this.#findings.parcel;
  }
}

const askForFindings = parcelOf([{ event: 'newer', data: ['verdict', 'importance', 'scheduling'] }]);
