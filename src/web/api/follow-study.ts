import { LiveCurves } from '../state/live-curves.ts';
import { clearStudy, head, isConnected } from '../state/study-state.ts';
import { ChangeQueue } from './change-queue.ts';
import { readEvents, type ServerEvent } from './event-stream.ts';
import { loadRest, loadTrials } from './load-study.ts';
import { studyPath } from './study-api.ts';

/** Loads a study and keeps it up to date; the returned function ends that. */
export function followStudy(id: number): () => void {
  const abort = new AbortController();
  const isCurrent = () => !abort.signal.aborted;
  const followed = { id, live: new LiveCurves(), isCurrent };
  clearStudy();
  const load = async () => {
    await loadTrials(followed);
    if (isCurrent() && head.value !== undefined) await loadRest(followed);
  };
  const loaded = load();
  const changes = new ChangeQueue(followed, loaded);
  const handlers = {
    event: (event: ServerEvent) => changes.take(event),
    connected: (value: boolean) => {
      if (!isCurrent()) return;
      // A server that was down when the page opened is back.
      if (value && isConnected.value === false && head.value === undefined) void load();
      isConnected.value = value;
    },
  };
  // The first event says when the study changed last: a change that came between the load and the connection is asked for.
  // Not before the curves are here: the server computes findings for a stream, and both at once take it more memory.
  void loaded.then(() => readEvents(studyPath(id, 'events'), handlers, abort.signal));
  return () => abort.abort();
}
