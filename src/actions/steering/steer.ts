import { hostname, userInfo } from 'node:os';
import { UsageError } from '../../faults/errors.ts';
import { action, type Message, message } from '../../faults/message.ts';
import type { StoredRequest } from '../../reports/dashboard/steering.ts';
import { isRunnerAlive } from '../../runs/runner.ts';
import { requireStudy } from '../../store/require-study.ts';
import { withWritableStore } from '../../store/with-store.ts';
import { text } from '../options/kinds.ts';
import { type OptionsOf, optionOf } from '../options/option.ts';
import { anyStudy } from '../options/shared.ts';
import { enqueue } from './enqueue.ts';
import { readSteeringRequest } from './read-steering-request.ts';
import { requireMore, requireRunnable, requireRunning } from './steerable.ts';

export const steerOptions = {
  options: {
    request: optionOf<unknown, { describe: string; isRequired: true }>(
      { kind: 'any', broken: () => undefined },
      { describe: 'what to ask: stop, prune, extend or enqueue, as in docs/formats.md', isRequired: true },
    ),
    askedBy: text({ describe: 'who asks, in words', default: me, defaultText: 'your name on this machine' }),
    ...anyStudy,
  },
};

type SteerRequest = OptionsOf<typeof steerOptions.options>;

export interface SteerReport {
  readonly request: StoredRequest;
  /** Who takes it up. */
  readonly note: Message;
}

/**
 * Asks something of a study: the process that runs it takes it up within a second or two, or else the next one that does.
 * UsageError, before anything is stored, for a request that cannot be met.
 */
export async function steer(asked: SteerRequest): Promise<SteerReport> {
  const { request: given, askedBy, study: name, db } = asked;
  const request = readSteeringRequest(given);
  return withWritableStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    requireRunnable(study);
    const isRun = (await store.runner(study.id, isRunnerAlive)) !== undefined;
    const isOfProcess = request.kind === 'stop' || request.kind === 'prune';
    if (isOfProcess && !isRun) throw new UsageError(`no process runs study '${study.name}'`);
    if (request.kind === 'prune') await requireRunning(store, study, request.trial);
    if (request.kind === 'extend') await requireMore(store, study, request.trials);
    const stored =
      request.kind === 'enqueue'
        ? await enqueue(store, study, request.config, askedBy)
        : await store.ask(study.id, request, askedBy);
    return { request: stored, note: isRun ? takenUp : waits };
  });
}

const takenUp = 'the process that runs the study takes it up';
const waits = message`no process runs the study: ${action('search')} takes it up`;

function me(): string {
  return `${userInfo().username} on ${hostname()}`;
}
