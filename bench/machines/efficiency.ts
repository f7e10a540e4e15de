import { inTemporaryFolder } from '../temporary-folder.ts';
import { joined, onServer, type Span, spansOf, withMachines, writeSleepSpace } from './fleet.ts';

const trialsOfAWorker = 20;
const secondsOfATrial = 1;

export interface Efficiency {
  readonly workers: number;
  /** The share of the workers' time in which they ran trials, while all of them had work. */
  readonly steady: number;
  /** The same from the first trial's start to the last one's end. */
  readonly whole: number;
}

/** Trials of one second on a number of worker processes, each with one slot; the coordinator trains nothing. */
export function measureEfficiency(workers: number): Promise<Efficiency> {
  return onServer((server) =>
    inTemporaryFolder(async (folder) => {
      const database = await server.createDatabase();
      const space = await writeSleepSpace(folder, trialsOfAWorker * workers, secondsOfATrial);
      const spans = await withMachines(database, async (launch) => {
        for (let worker = 0; worker < workers; worker++) launch('worker', '--workers', '1', '--quiet');
        await joined(server, database, workers);
        const { code, stderr } = await launch('start', space, '--no-train', '--quiet').ended;
        if (code !== 0) throw new Error(stderr);
        return spansOf(database);
      });
      return { workers, ...efficiencyOf(spans, workers) };
    }),
  );
}

function efficiencyOf(spans: readonly Span[], workers: number): Omit<Efficiency, 'workers'> {
  const byWorker = new Map<number, Span[]>();
  for (const span of spans) byWorker.set(span.worker, [...(byWorker.get(span.worker) ?? []), span]);
  if (byWorker.size < workers) throw new Error(`${byWorker.size} of ${workers} workers had a trial`);
  const shares = [...byWorker.values()];
  const begun = Math.max(...shares.map((own) => (own[0] as Span).startedAt));
  const firstDone = Math.min(...shares.map((own) => (own.at(-1) as Span).endedAt));
  return {
    steady: busyShare(spans, workers, begun, firstDone),
    whole: busyShare(spans, workers, (spans[0] as Span).startedAt, Math.max(...spans.map((s) => s.endedAt))),
  };
}

function busyShare(spans: readonly Span[], workers: number, from: number, to: number): number {
  let busy = 0;
  for (const { startedAt, endedAt } of spans) {
    busy += Math.max(0, Math.min(endedAt, to) - Math.max(startedAt, from));
  }
  return busy / (workers * (to - from));
}
