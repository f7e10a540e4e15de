import type { Listener, ServerConnection } from '../store/server-connection.ts';

/** Wakes workers that wait for a job. */
export interface Bell {
  /** A job was sent: wakes those that wait, in all processes. */
  ring(): void;
  /** Resolves when it rings, when `stop` is aborted, or when it is time to look without being woken. */
  wait(stop: AbortSignal, workers: number): Promise<void>;
  close(): Promise<void>;
}

const channel = 'hpsearch_jobs';

/** More workers than this look now and then instead of each holding a connection that listens. */
const mostListeners = 50;

/** Seconds after which a worker looks for jobs that no ring announced: those of lost workers. */
const patience = { listening: [0.5, 1], looking: [2, 5] } as const;

/** Rings that follow each other within this time are one. */
const ringMilliseconds = 20;

export function openBell(connection: ServerConnection, onError: (error: Error) => void): Bell {
  const waiting = new Set<() => void>();
  let listener: Promise<Listener | undefined> | undefined;
  let ringing: NodeJS.Timeout | undefined;
  const wake = () => {
    for (const each of [...waiting]) each();
  };
  const listen = async () => {
    const lost = (error: Error) => {
      listener = undefined;
      onError(error);
    };
    return connection.listen(channel, wake, lost).catch((error) => {
      lost(error);
      return undefined;
    });
  };
  const stopListening = async () => {
    const listening = listener;
    listener = undefined;
    await (await listening)?.close();
  };
  const announce = () => {
    ringing = undefined;
    connection.query('select pg_notify($1, $2)', [channel, '']).catch(onError);
  };
  return {
    ring() {
      wake();
      ringing ??= setTimeout(announce, ringMilliseconds);
    },
    async wait(stop, workers) {
      if (stop.aborted) return;
      const isListening = workers <= mostListeners;
      if (isListening) listener ??= listen();
      else await stopListening();
      if (stop.aborted) return;
      const [least, most] = patience[isListening ? 'listening' : 'looking'];
      await new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(timer);
          waiting.delete(end);
          stop.removeEventListener('abort', end);
          resolve();
        };
        // Workers that began together must not look together.
        const timer = setTimeout(end, 1000 * (least + Math.random() * (most - least)));
        waiting.add(end);
        stop.addEventListener('abort', end);
      });
    },
    async close() {
      clearTimeout(ringing);
      wake();
      await stopListening();
    },
  };
}
