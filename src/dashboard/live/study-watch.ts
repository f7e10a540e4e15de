import type { KeptReader } from '../../store/kept-reader.ts';
import type { Store } from '../../store/store.ts';
import { type EventSink, parcelOf, type StreamEvent } from './event-stream.ts';
import { type Brought, eventsOf, hasChanged } from './look-events.ts';
import { type Seen, see } from './seen-study.ts';
import type { SharedAnswers } from './shared-answers.ts';

const lookMilliseconds = 1000;

/** Following changes takes at most this share of the time: a large study is looked at less often. */
const mostShare = 1 / 20;

/** The news that are sent to all clients of a study beside how it stands. */
export interface Sources {
  /** The changes at or after a time; undefined where clients are to ask for it. */
  changes(store: Store, study: number, since: number): Promise<Brought | undefined>;
  /** The same object while the findings are the same. */
  findings(study: number): Promise<unknown>;
}

interface Watched {
  readonly sinks: Set<EventSink>;
  seen: Seen | undefined;
  findings: unknown;
  lookedAtMs: number;
  changedAtMs: number;
  looking: Promise<void> | undefined;
}

/** Looks at the studies that are shown once a second, for all clients together, and tells them of changes. */
export class StudyWatch {
  readonly #reader: KeptReader;
  readonly #answers: SharedAnswers;
  readonly #sources: Sources;
  readonly #describe: (error: unknown) => string;
  readonly #studies = new Map<number, Watched>();
  #timer: NodeJS.Timeout | undefined;

  /** `describe` words an error of the database for a reader. */
  constructor(
    reader: KeptReader,
    answers: SharedAnswers,
    sources: Sources,
    describe: (error: unknown) => string,
  ) {
    this.#reader = reader;
    this.#answers = answers;
    this.#sources = sources;
    this.#describe = describe;
  }

  /** Tells `sink` how the study stands, and of each change; the returned function ends that. */
  follow(study: number, sink: EventSink): () => void {
    const watched = this.#watched(study);
    watched.sinks.add(sink);
    if (watched.seen !== undefined) sink.send(parcelOf(eventsOf(watched.seen.look)));
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
    for (const watched of this.#studies.values()) send(watched, [event]);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { sinks } of this.#studies.values()) for (const sink of sinks) sink.close();
  }

  #watched(study: number): Watched {
    const never = Number.NEGATIVE_INFINITY;
    const found = this.#studies.get(study) ?? {
      ...{ sinks: new Set<EventSink>(), seen: undefined, findings: undefined, looking: undefined },
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
      const before = watched.seen;
      const { seen, brought } = await this.#reader.use((store) => this.#see(store, study, watched));
      watched.seen = seen;
      const owed = this.#answers.owed(study);
      const isChanged = seen !== before && hasChanged(before?.look, seen.look);
      if (isChanged) watched.changedAtMs = performance.now();
      send(watched, [
        ...(seen === before ? [] : eventsOf(seen.look, before?.look, brought)),
        ...newerEvents(owed),
      ]);
      if (watched.sinks.size > 0 && (isChanged || owed.includes('findings'))) void this.#find(study, watched);
    } catch (error) {
      send(watched, [{ event: 'problem', data: { error: this.#describe(error) } }]);
      // The next look tells all again, even if nothing has changed: it ends the problem.
      watched.seen = undefined;
      // Nothing is kept for an id that no study has.
      if (watched.sinks.size === 0) this.#studies.delete(study);
      throw error;
    }
  }

  /** How the study stands, and for its clients what has changed. */
  async #see(store: Store, study: number, { seen: before, sinks }: Watched): Promise<Saw> {
    const seen = await see(store, study, before);
    if (!hasChanged(before?.look, seen.look)) return { seen };
    this.#answers.forget(study);
    const since = before?.look.changedAt;
    if (since === undefined || sinks.size === 0) return { seen };
    // A client that asks for changes that could not be read is told why.
    const brought = await this.#answers
      .get(study, 'changes', 'follows', () => this.#sources.changes(store, study, since))
      .catch(() => undefined);
    return { seen, ...(brought && { brought }) };
  }

  /** Tells the findings when they are new; while they rest, the next look after that does. */
  async #find(study: number, watched: Watched): Promise<void> {
    try {
      const findings = await this.#sources.findings(study);
      if (findings === watched.findings) return;
      watched.findings = findings;
      send(watched, [{ event: 'findings', data: findings }]);
    } catch {
      // A client that asks for them is told why.
    }
  }
}

interface Saw {
  readonly seen: Seen;
  readonly brought?: Brought;
}

/** Findings are sent. */
function newerEvents(owed: readonly string[]): StreamEvent[] {
  const data = owed.filter((name) => name !== 'findings');
  return data.length === 0 ? [] : [{ event: 'newer', data }];
}

function send({ sinks }: Watched, events: readonly StreamEvent[]): void {
  if (sinks.size === 0 || events.length === 0) return;
  const parcel = parcelOf(events);
  for (const sink of sinks) sink.send(parcel);
}
