/** Answers of a study that is being looked at. */
interface StudyAnswers {
  readonly answers: Map<string, Promise<unknown>>;
  costMs: number;
}

const mostStudies = 8;
const mostAnswers = 40;

/**
 * Answers that all clients share: a thousand requests for the same columns cost one reading of the database, and hold
 * until the study changes.
 */
export class SharedAnswers {
  readonly #studies = new Map<number, StudyAnswers>();

  /** The answer under `key`, computed once until `forget`; an error is not kept. */
  get<T>(study: number, key: string, compute: () => Promise<T>): Promise<T> {
    const kept = this.#of(study);
    const known = kept.answers.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const startedAt = performance.now();
    const answer = compute().finally(() => {
      kept.costMs += performance.now() - startedAt;
    });
    answer.catch(() => kept.answers.delete(key));
    if (kept.answers.size >= mostAnswers) kept.answers.clear();
    kept.answers.set(key, answer);
    return answer;
  }

  /** Called when the study has changed. */
  forget(study: number): void {
    this.#studies.delete(study);
  }

  /** Milliseconds that the answers since the last change took. */
  costMs(study: number): number {
    return this.#studies.get(study)?.costMs ?? 0;
  }

  #of(study: number): StudyAnswers {
    const found = this.#studies.get(study) ?? { answers: new Map(), costMs: 0 };
    // The study that was asked for last is the last to be forgotten.
    this.#studies.delete(study);
    this.#studies.set(study, found);
    const [oldest] = this.#studies.keys();
    if (this.#studies.size > mostStudies && oldest !== undefined) this.#studies.delete(oldest);
    return found;
  }
}
