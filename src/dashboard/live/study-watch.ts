import type { KeptReader } from '../../store/kept-reader.ts';
import type { Store } from '../../store/store.ts';
import type { EventSink, StreamEvent } from './event-stream.ts';
import { eventsOf, hasChanged } from './look-events.ts';
import type { SharedAnswers } from './shared-answers.ts';
import { lookAt, type StudyLook } from './study-look.ts';

const lookMilliseconds = 1000;

/** A process that died changes nothing in the database. */
const runMilliseconds = 5000;

/** Following changes takes at most this share of the time: a large study is looked at less often. */
const mostShare = 1 / 20;

interface Seen {
  readonly look: StudyLook;
  /** The connection that saw it, and the number of the database's last change as it counts. */
  readonly store: Store;
  readonly version: number | undefined;
  readonly atMs: number;
}

interface Watched {
  readonly sinks: Set<EventSink>;
  seen: Seen | undefined;
  lookedAtMs: number;
  changedAtMs: number;
  looking: Promise<void> | undefined;
}

/** Looks at the studies that are shown once a second, for all clients together, and tells them of changes. */
export class StudyWatch {
  readonly #reader: KeptReader;
  readonly #answers: SharedAnswers;
  readonly #describe: (error: unknown) => string;
  readonly #studies = new Map<number, Watched>();
  #timer: NodeJS.Timeout | undefined;

  /** `describe` words an error of the database for a reader. */
  constructor(reader: KeptReader, answers: SharedAnswers, describe: (error: unknown) => string) {
    this.#reader = reader;
    this.#answers = answers;
    this.#describe = describe;
  }

  /** Tells `sink` how the study stands, and of each change; the returned function ends that. */
  follow(study: number, sink: EventSink): () => void {
    const watched = this.#watched(study);
    watched.sinks.add(sink);
    if (watched.seen !== undefined) for (const event of eventsOf(watched.seen.look)) sink.send(event);
    this.#timer ??= setInterval(() => this.#lookAtAll(), lookMilliseconds);
    void this.fresh(study).catch(() => undefined);
    return () => {
      watched.sinks.delete(sink);
      if ([...this.#studies.values()].some(({ sinks }) => sinks.size > 0)) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  /** Forgets the shared answers if the study has changed, by a look that is at most a second old. */
  async fresh(study: number): Promise<void> {
    const watched = this.#watched(study);
    // The timer of a study that is followed may come a little early.
    if (performance.now() - watched.lookedAtMs < 0.9 * lookMilliseconds) return;
    watched.looking ??= this.#look(study, watched).finally(() => {
      watched.lookedAtMs = performance.now();
      watched.looking = undefined;
    });
    await watched.looking;
  }

  /** Tells all clients. */
  tell(event: StreamEvent): void {
    for (const { sinks } of this.#studies.values()) for (const sink of sinks) sink.send(event);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { sinks } of this.#studies.values()) for (const sink of sinks) sink.close();
  }

  #watched(study: number): Watched {
    const never = Number.NEGATIVE_INFINITY;
    const found = this.#studies.get(study) ?? {
      ...{ sinks: new Set<EventSink>(), seen: undefined, looking: undefined },
      ...{ lookedAtMs: never, changedAtMs: never },
    };
    this.#studies.set(study, found);
    return found;
  }

  #lookAtAll(): void {
    for (const [study, { sinks }] of this.#studies) {
      if (sinks.size > 0) void this.fresh(study).catch(() => undefined);
      else this.#studies.delete(study);
    }
  }

  async #look(study: number, watched: Watched): Promise<void> {
    const costMs = this.#answers.costMs(study);
    if (performance.now() - watched.changedAtMs < costMs / mostShare) return;
    try {
      const seen = await this.#reader.use((store) => see(store, study, watched.seen));
      const before = watched.seen;
      watched.seen = seen;
      const isOwed = this.#answers.hasOwed(study);
      if (seen === before && !isOwed) return;
      if (hasChanged(before?.look, seen.look)) {
        watched.changedAtMs = performance.now();
        this.#answers.forget(study);
      }
      // Told again, so that clients ask again for what they have received stale.
      const events = eventsOf(seen.look, isOwed ? undefined : before?.look);
      for (const sink of watched.sinks) for (const event of events) sink.send(event);
    } catch (error) {
      const data = { error: this.#describe(error) };
      for (const sink of watched.sinks) sink.send({ event: 'problem', data });
      // The next look tells all again, even if nothing has changed: it ends the problem.
      watched.seen = undefined;
      // Nothing is kept for an id that no study has.
      if (watched.sinks.size === 0) this.#studies.delete(study);
      throw error;
    }
  }
}

/** The look before, while the database has not changed since; else a new one. */
async function see(store: Store, study: number, before: Seen | undefined): Promise<Seen> {
  const version = await store.dataVersion();
  const isSame = version !== undefined && before?.store === store && before.version === version;
  const mayHaveDied =
    before?.look.run.isRunning === true && performance.now() - before.atMs > runMilliseconds;
  if (isSame && !mayHaveDied) return before;
  return { look: await lookAt(store, study), store, version, atMs: performance.now() };
}
