import { afterEach, beforeEach, type TestContext } from 'vitest';
import type { Claim, Store, Study } from '../../src/store/store.ts';
import type { TrialResult } from '../../src/store/trial-result.ts';
import type { Direction } from '../../src/study/objective.ts';
import { exampleConfig, exampleStudy } from '../store/example-study.ts';

/** An empty store; `reopen` opens another connection to the same data, if there can be one. */
export interface OpenedStore {
  readonly store: Store;
  readonly reopen?: () => Promise<Store>;
  readonly cleanup: () => Promise<void>;
}

export const numbersTo = (end: number) => Array.from({ length: end }, (_, number) => number);

/** The store of the current test, initially empty, with common operations of tests. */
export class GivenStore {
  #opened: OpenedStore | undefined;

  constructor(open: () => Promise<OpenedStore>) {
    beforeEach(async () => {
      this.#opened = await open();
    });
    afterEach(() => this.#opened?.cleanup());
  }

  get store(): Store {
    if (this.#opened === undefined) throw new Error('no test is running');
    return this.#opened.store;
  }

  /** Skips the test when the store permits no second connection. */
  async secondConnection({ skip }: TestContext): Promise<Store> {
    return (await this.#opened?.reopen?.()) ?? skip('nobody else can open this store');
  }

  /** A study with the waiting trials 0 … count − 1. */
  async studyWith(count: number, direction: Direction = 'minimize'): Promise<Study> {
    const study = await this.store.createStudy(exampleStudy(`study to ${direction}`, direction));
    const trials = numbersTo(count).map((trial) => ({ trial, config: exampleConfig }));
    await this.store.addTrials(study.id, trials);
    return study;
  }

  async claim({ id }: Study, trial: number): Promise<Claim> {
    const claimed = await this.store.claim(id, trial);
    if (claimed === undefined) throw new Error(`trial ${trial} is not waiting`);
    return claimed;
  }

  async run(study: Study, trial: number, result: TrialResult, keep = 20): Promise<boolean> {
    return this.store.record(await this.claim(study, trial), result, keep);
  }

  /** The trials among the first `count` with stored weights. */
  async kept({ id }: Study, count: number): Promise<number[]> {
    const weights = await Promise.all(numbersTo(count).map((trial) => this.store.weights(id, trial)));
    return numbersTo(count).filter((trial) => weights[trial] !== undefined);
  }
}
