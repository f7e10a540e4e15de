import type { EventSink, StreamEvent } from './event-stream.ts';
import { lookMilliseconds, WatchedStudy, type Watching } from './watched-study.ts';

/** Looks at the studies that are shown once a second, for all clients together, and tells them of changes. */
export class StudyWatch {
  readonly #watching: Watching;
  readonly #studies = new Map<number, WatchedStudy>();
  #timer: NodeJS.Timeout | undefined;

  constructor(watching: Watching) {
    this.#watching = watching;
  }

  /** Tells `sink` how the study stands, and of each change; the returned function ends that. */
  follow(study: number, sink: EventSink): () => void {
    const watched = this.#watched(study);
    watched.add(sink);
    this.#timer ??= setInterval(() => this.#lookAtAll(), lookMilliseconds);
    return () => {
      watched.remove(sink);
      if ([...this.#studies.values()].some(({ isFollowed }) => isFollowed)) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  /** Forgets the shared answers if the study has changed, by a look that is at most a second old. */
  async fresh(study: number): Promise<void> {
    const watched = this.#watched(study);
    try {
      await watched.fresh();
    } catch (error) {
      // Nothing is kept for an id that no study has.
      if (!watched.isFollowed) this.#studies.delete(study);
      throw error;
    }
  }

  /** Tells all clients. */
  tell(event: StreamEvent): void {
    for (const watched of this.#studies.values()) watched.send([event]);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const watched of this.#studies.values()) watched.close();
  }

  #watched(study: number): WatchedStudy {
    const found = this.#studies.get(study) ?? new WatchedStudy(study, this.#watching);
    this.#studies.set(study, found);
    return found;
  }

  #lookAtAll(): void {
    for (const [study, { isFollowed }] of this.#studies) {
      if (isFollowed) void this.fresh(study).catch(() => undefined);
      else this.#studies.delete(study);
    }
  }
}
