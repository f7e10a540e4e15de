import { isDeepStrictEqual } from 'node:util';
import type { KeptReader } from '../../store/kept-reader.ts';
import type { EventSink, StreamEvent } from './event-stream.ts';
import type { SharedAnswers } from './shared-answers.ts';
import { lookAt, type StudyLook } from './study-look.ts';

const lookMilliseconds = 1000;

/** Reading what has changed takes at most this part of the time: a large study is looked at less often. */
const mostShare = 1 / 20;

interface Watched {
  readonly sinks: Set<EventSink>;
  look: StudyLook | undefined;
  lookedAtMs: number;
  toldAtMs: number;
  looking: Promise<void> | undefined;
}

/** Looks at the studies that are shown once a second, for all clients together, and tells them of changes. */
export class StudyWatch {
  readonly #reader: KeptReader;
  readonly #answers: SharedAnswers;
  readonly #describe: (error: unknown) => string;
  readonly #studies = new Map<number, Watched>();
  #timer: NodeJS.Timeout | undefined;

  constructor(reader: KeptReader, answers: SharedAnswers, describe: (error: unknown) => string) {
    this.#reader = reader;
    this.#answers = answers;
    this.#describe = describe;
  }

  /** Tells `sink` how the study stands, and of each change; the returned function ends that. */
  follow(study: number, sink: EventSink): () => void {
    const watched = this.#watched(study);
    watched.sinks.add(sink);
    if (watched.look !== undefined) for (const event of eventsOf(watched.look)) sink.send(event);
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
    if (performance.now() - watched.lookedAtMs < lookMilliseconds) return;
    watched.looking ??= this.#look(study, watched).finally(() => {
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
      sinks: new Set<EventSink>(),
      look: undefined,
      ...{ lookedAtMs: never, toldAtMs: never, looking: undefined },
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
    if (performance.now() - watched.toldAtMs < costMs / mostShare) return;
    try {
      const next = await this.#reader.use((store) => lookAt(store, study));
      watched.lookedAtMs = performance.now();
      this.#take(study, watched, next);
    } catch (error) {
      watched.lookedAtMs = performance.now();
      for (const sink of watched.sinks)
        sink.send({ event: 'problem', data: { error: this.#describe(error) } });
      throw error;
    }
  }

  #take(study: number, watched: Watched, next: StudyLook): void {
    const { look } = watched;
    const hasChanged = look === undefined || !isDeepStrictEqual(look, next);
    watched.look = next;
    if (!hasChanged) return;
    watched.toldAtMs = performance.now();
    this.#answers.forget(study);
    for (const sink of watched.sinks) for (const event of eventsOf(next, look)) sink.send(event);
  }
}

/** The events that lead from `before` to `now`. */
function eventsOf(now: StudyLook, before?: StudyLook): StreamEvent[] {
  const { changedAt, counts, run } = now;
  const hasChanged = before?.changedAt !== changedAt || !isDeepStrictEqual(before.counts, counts);
  return [
    ...(hasChanged ? [{ event: 'change', data: { changedAt, counts }, id: changedAt } as const] : []),
    ...(isDeepStrictEqual(before?.run, run) ? [] : [{ event: 'run', data: run } as const]),
  ];
}
