/** A training that runs in this process: the number of threads of its pool, and of those that it may use now. */
interface Share {
  readonly workers: number;
  readonly threads: SharedArrayBuffer;
}

/** The trainings of all pools of this process, in the order in which they began. */
const running = new Set<Share>();
/** A lane takes less time from one trial to the next: threads are not lent for so short a while. */
const patienceMilliseconds = 250;
let later: NodeJS.Timeout | undefined;

/** One Int32: how many threads may compute a training's products, at first one. */
export function createThreadCount(): SharedArrayBuffer {
  const count = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  setThreadCount(count, 1);
  return count;
}

export function threadCountOf(count: SharedArrayBuffer): number {
  return Atomics.load(new Int32Array(count), 0);
}

export function setThreadCount(count: SharedArrayBuffer, threads: number): void {
  Atomics.store(new Int32Array(count), 0, threads);
}

/**
 * Begins a training on a pool of so many threads. While fewer trainings than threads run in this process, each is lent some
 * of the idle ones, and gives them back at once when another training begins.
 */
export function borrowThreads(workers: number): Pick<Share, 'threads'> & { end(): void } {
  const share = { workers, threads: createThreadCount() };
  running.add(share);
  divide((now, due) => Math.min(now, due));
  divideLater();
  return {
    threads: share.threads,
    end() {
      running.delete(share);
      divideLater();
    },
  };
}

function divideLater(): void {
  if (later !== undefined) return;
  later = setTimeout(() => {
    later = undefined;
    divide((_, due) => due);
  }, patienceMilliseconds).unref();
}

/** The threads that are left over go to the trainings that began first. */
function divide(next: (now: number, due: number) => number): void {
  const count = running.size;
  [...running].forEach(({ workers, threads }, place) => {
    const due = Math.max(1, Math.floor((workers + count - 1 - place) / count));
    setThreadCount(threads, next(threadCountOf(threads), due));
  });
}
