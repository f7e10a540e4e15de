/** Its stack belongs to the caller, not to the module. */
export class Unfinished extends Error {}

/**
 * Rejects after `mostSeconds`, since a module's own timer keeps the process busy; also when nothing is left that could
 * settle the promise, in which case Node would exit silently.
 */
export function unlessStuck<T>(loading: Promise<T>, mostSeconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Unfinished('its import does not finish'));
    const timer = setTimeout(end, mostSeconds * 1000).unref();
    watchExit(end);
    void loading.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      unwatchExit(end);
    });
  });
}

const exitWatchers = new Set<() => void>();
const callExitWatchers = () => {
  for (const watcher of exitWatchers) watcher();
};

/** One listener for all loads at once: Node.js warns of a leak from the eleventh on. */
function watchExit(watcher: () => void): void {
  if (exitWatchers.size === 0) process.on('beforeExit', callExitWatchers);
  exitWatchers.add(watcher);
}

function unwatchExit(watcher: () => void): void {
  exitWatchers.delete(watcher);
  if (exitWatchers.size === 0) process.off('beforeExit', callExitWatchers);
}
