import { setMaxListeners } from 'node:events';
import { hostname } from 'node:os';
import { runFleetWorker } from '../../src/fleet/fleet-worker.ts';
import { openJobQueue } from '../../src/queue/open-job-queue.ts';
import { openStore } from '../../src/store/open-store.ts';

/** `idle-workers <database> <count>`: workers that find no job, each with connections of its own, until SIGTERM. */
const [database = '', count = '0'] = process.argv.slice(2);
const stop = new AbortController();
setMaxListeners(0, stop.signal);
process.once('SIGTERM', () => stop.abort());

async function idle(index: number): Promise<void> {
  const store = await openStore(database, 'existing');
  const queue = await openJobQueue(database, {});
  const nothing = () => undefined;
  await runFleetWorker({
    store,
    queue,
    worker: {
      id: `${process.pid}-${index}`,
      host: hostname(),
      processId: process.pid,
      slots: 1,
      software: {},
      heartbeatSeconds: 10,
    },
    openHere: () => Promise.reject(new Error('there is no job')),
    signal: stop.signal,
    events: {
      onOpen: nothing,
      onRefuse: nothing,
      onStart: nothing,
      onEpoch: nothing,
      onRecord: nothing,
      onDrop: nothing,
      onError: (error) => console.error(error),
    },
  });
  await queue.close();
  await store.close();
}

await Promise.all(Array.from({ length: Number(count) }, (_, index) => idle(index)));
