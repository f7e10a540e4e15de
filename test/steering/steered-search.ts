import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { steer } from '../../src/actions/steering/steer.ts';
import type { SteeringRequest, StoredRequest } from '../../src/reports/dashboard/steering.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { Trial } from '../../src/study/trial.ts';
import { ended, launch, temporaryDirectory } from '../e2e/hpsearch.ts';

/** Each call reports steps until the file `go` is there, and returns a number of its parameters alone, or ends when it is stopped. */
const objective = `
import { existsSync } from 'node:fs';
export const parameters = {
  width: { type: 'number', min: 0, default: 1 }, depth: { type: 'number', min: 0, default: 1 },
};
export async function run({ width, depth }, report, signal) {
  do {
    report(width);
    if (signal.aborted) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  } while (!existsSync('go'));
  return { score: width + depth };
}`;

/** A search of the built command line that waits, in a folder of its own, until the test lets it go. */
export class SteeredSearch {
  readonly directory: string;
  readonly db: string;
  #store: Store | undefined;

  constructor(search: object, db?: string) {
    const { directory, remove } = temporaryDirectory();
    onTestFinished(remove);
    this.directory = directory;
    this.db = db ?? join(directory, 'hpsearch.db');
    writeFileSync(join(directory, 'objective.mjs'), objective);
    this.write('space.json', search);
  }

  write(file: string, search: object): void {
    const uniform = { type: 'uniform', min: 0, max: 1 };
    const space = {
      name: 'steered',
      model: { objective: './objective.mjs' },
      space: { width: uniform, depth: uniform },
      objective: { metric: 'score', direction: 'minimize' },
      search,
    };
    writeFileSync(join(this.directory, file), JSON.stringify(space));
  }

  start(...flags: string[]) {
    const child = launch(['start', 'space.json', '--db', this.db, ...flags], this.directory);
    const end = ended(child);
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await end;
    });
    return { child, end };
  }

  letGo(): void {
    writeFileSync(join(this.directory, 'go'), '');
  }

  async ask(request: SteeringRequest): Promise<StoredRequest> {
    const asked = await steer({ request, askedBy: 'a test', study: undefined, db: this.db });
    return asked.request;
  }

  /** Resolves when `holds` is true of the trials. */
  async untilTrials(holds: (trials: readonly Trial[]) => boolean): Promise<void> {
    await this.#until(async (store) => holds(await store.trials(1)));
  }

  /** A sampled trial that runs, once there is one. */
  async runningTrial(): Promise<number> {
    const runs = ({ state, origin }: Trial) => state === 'running' && origin === undefined;
    await this.untilTrials((trials) => trials.some(runs));
    return (await (await this.#opened()).trials(1)).find(runs)?.trial as number;
  }

  /** Resolves when the trial is pruned. */
  async untilPruned(number: number): Promise<void> {
    await this.untilTrials((trials) =>
      trials.some(({ trial, state }) => trial === number && state === 'pruned'),
    );
  }

  /** The answers to all requests, once all have one. */
  async answers(): Promise<string[]> {
    await this.#until(async (store) => (await store.openRequests(1)).length === 0);
    const requests = await (await this.#opened()).requests(1);
    return requests.map(({ request, answer }) => `${request.kind}: ${answer?.isDone} ${answer?.text}`);
  }

  async store(): Promise<Store> {
    return this.#opened();
  }

  /** The sampled trials without what depends on when the test let them go. */
  async sampled() {
    const trials = await (await this.#opened()).trials(1);
    return trials
      .filter(({ origin }) => origin === undefined)
      .map(({ config, value, draw, trial }) => ({ config, value, draw: draw ?? trial }))
      .sort((one, other) => one.draw - other.draw);
  }

  async #until(holds: (store: Store) => Promise<boolean>): Promise<void> {
    await vi.waitFor(
      async () => {
        const exists = await this.#opened().catch(() => undefined);
        if (exists === undefined) throw new Error('the study has not begun');
        if (await holds(exists)) return;
        const found = { trials: await exists.trials(1), requests: await exists.requests(1) };
        throw new Error(`it does not come to hold: ${JSON.stringify(found)}`);
      },
      { timeout: 60_000, interval: 50 },
    );
  }

  /** Opens it once it has the study: before that the file may be empty. */
  async #opened(): Promise<Store> {
    if (this.#store !== undefined) return this.#store;
    const store = await openStore(this.db, 'existing');
    if ((await store.findStudy('steered')) === undefined) {
      await store.close();
      throw new Error('the study has not begun');
    }
    onTestFinished(() => store.close());
    this.#store = store;
    return store;
  }
}
