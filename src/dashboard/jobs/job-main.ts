import { readOptions } from '../../actions/options/read-options.ts';
import { InterruptedError } from '../../faults/errors.ts';
import { withoutSecrets } from '../../store/location.ts';
import { answeredFault } from '../door/refused.ts';
import { lowerPriority } from '../low-priority.ts';
import { wordsOf } from '../words.ts';
import type { JobNews, JobOrder, JobRequest } from './job-messages.ts';
import { workNamed } from './work/catalogue.ts';

let interrupter: AbortController | undefined;

// The server has ended, and nobody waits for the result.
process.on('disconnect', () => process.exit());
process.on('message', (request: JobRequest) => {
  if (request.kind === 'run') void work(request.order);
  else cancel();
});

async function work({ db, study, name, options, niceness }: JobOrder): Promise<void> {
  lowerPriority(niceness);
  const words = wordsOf(withoutSecrets(db), study);
  try {
    const known = workNamed(name);
    if (known === undefined) throw new Error(`no work is called ${name}`);
    const request = readOptions(known.action, { ...options, study, db });
    const result = await known.run(request, {
      words,
      signal: () => {
        interrupter ??= new AbortController();
        return interrupter.signal;
      },
      step: (text, share) => send({ kind: 'step', text, share: share ?? null }),
    });
    end({ kind: 'done', result });
  } catch (error) {
    const { error: text, isOurs } = answeredFault(error, words);
    if (isOurs) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    end({ kind: error instanceof InterruptedError ? 'cancelled' : 'failed', text });
  }
}

function cancel(): void {
  if (interrupter === undefined) end({ kind: 'cancelled', text: 'cancelled' });
  else interrupter.abort();
}

function send(news: JobNews): void {
  process.send?.(news);
}

/** Ends the process once the news are sent: threads and timers of the work are nothing to wait for. */
function end(news: JobNews): void {
  process.send?.(news, () => process.exit());
}
