import { fork } from 'node:child_process';
import { UsageError } from '../../faults/errors.ts';
import { builtFile } from '../../files/built-file.ts';
import { withSecrets } from '../../store/location.ts';
import type { ServeAnswer, ServedAddresses, ServeOrder } from './server-messages.ts';

/** A dashboard in a process of its own, which never slows what this process does. */
export interface BesideDashboard extends ServedAddresses {
  close(): void;
}

/** Starts it; it ends with this process. UsageError where it cannot serve. */
export async function serveBeside({ request, version }: ServeOrder): Promise<BesideDashboard> {
  const child = fork(builtFile('src/dashboard/beside/beside-main.js'), [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // A terminal's Ctrl-C reaches this process alone, which decides when the dashboard ends.
    detached: true,
  });
  const answer = await new Promise<ServeAnswer>((resolve) => {
    child.on('message', (message) => resolve(message as ServeAnswer));
    child.on('error', (error) => resolve({ kind: 'failed', text: error.message }));
    child.on('exit', (code, signal) =>
      resolve({ kind: 'failed', text: `its process ended with ${signal ?? `code ${code}`}` }),
    );
    const order: ServeOrder = { request: { ...request, db: withSecrets(request.db) }, version };
    child.send(order, () => undefined);
  });
  if (answer.kind === 'failed') throw new UsageError(`the dashboard cannot start: ${answer.text}`);
  // Nothing waits for it: the channel closes with this process.
  child.unref();
  child.channel?.unref();
  return { ...answer.addresses, close: () => child.kill('SIGKILL') };
}
