import { mergeCurves, type NewEpochs } from '../../plots/columns/merge-curves.ts';
import { announcement, clearStudy, curves, head, isConnected } from '../state/study-state.ts';
import { readEvents, type ServerEvent } from './event-stream.ts';
import { loadChanges, loadCurves, loadFindings, loadStudy } from './load-study.ts';
import { studyPath } from './study-api.ts';

/** The page takes up changes at most twice a second, and derived findings every few seconds. */
const changesEachMs = 500;
const findingsEachMs = 5000;

/** Loads a study and keeps it up to date; the returned function ends that. */
export function followStudy(id: number): () => void {
  const abort = new AbortController();
  const isCurrent = () => !abort.signal.aborted;
  clearStudy();
  // The events come first, or a change between the load and the connection would be missed.
  const changes = new ChangeQueue(id, loadStudy(id, isCurrent), isCurrent);
  const handlers = {
    event: (event: ServerEvent) => changes.take(event),
    connected: (value: boolean) => {
      if (isCurrent()) isConnected.value = value;
    },
  };
  void readEvents(studyPath(id, 'events'), handlers, abort.signal);
  return () => abort.abort();
}

/** Gathers the server's events and applies them together. */
class ChangeQueue {
  /** The last change that was taken up: the next request asks for all trials that changed since. */
  private known: number | undefined;
  private pending: number | undefined;
  private epochs: NewEpochs[] = [];
  private isBusy = false;
  private areFindingsDue = false;

  private readonly id: number;
  private readonly loaded: Promise<void>;
  private readonly isCurrent: () => boolean;

  constructor(id: number, loaded: Promise<void>, isCurrent: () => boolean) {
    this.id = id;
    this.loaded = loaded;
    this.isCurrent = isCurrent;
  }

  take({ event, data }: ServerEvent): void {
    if (event === 'change') this.pending = (JSON.parse(data) as { changedAt: number }).changedAt;
    else if (event === 'epochs') this.epochs.push(...(JSON.parse(data) as NewEpochs[]));
    else if (event === 'run') this.takeRun(JSON.parse(data));
    this.applySoon();
  }

  private applySoon(): void {
    if (this.isBusy || (this.pending === undefined && this.epochs.length === 0)) return;
    this.isBusy = true;
    setTimeout(async () => {
      await this.loaded;
      await this.apply();
      this.isBusy = false;
      if (this.isCurrent()) this.applySoon();
    }, changesEachMs);
  }

  private async apply(): Promise<void> {
    const { pending, epochs } = this;
    this.pending = undefined;
    this.epochs = [];
    if (!this.isCurrent()) return;
    if (pending !== undefined) await this.applyChange(pending);
    if (!this.isCurrent() || curves.value === undefined || epochs.length === 0) return;
    curves.value = mergeCurves(curves.value, joined(epochs));
  }

  private async applyChange(changedAt: number): Promise<void> {
    const before = head.value?.best;
    try {
      await loadChanges(this.id, this.known ?? changedAt, this.isCurrent);
      this.known = changedAt;
    } catch {
      // The connection is lost. The next change, after it is back, asks for these trials too.
      this.known ??= changedAt;
      return;
    }
    const best = head.value?.best ?? null;
    if (best !== before && best !== null) announcement.value = `Trial ${best} is the new best.`;
    this.findLater();
  }

  private takeRun(run: { isRunning: boolean; workers: number }): void {
    if (head.value === undefined) return;
    if (head.value.run.isRunning && !run.isRunning) announcement.value = 'The search has ended.';
    head.value = { ...head.value, run: { isRunning: run.isRunning, workers: run.workers } };
    this.findLater();
  }

  private findLater(): void {
    if (this.areFindingsDue) return;
    this.areFindingsDue = true;
    setTimeout(() => {
      this.areFindingsDue = false;
      if (!this.isCurrent()) return;
      void loadFindings(this.id, this.isCurrent).then(() => loadCurves(this.id, this.isCurrent));
    }, findingsEachMs);
  }
}

/** One entry a trial, epochs in the order of their arrival. */
function joined(news: readonly NewEpochs[]): NewEpochs[] {
  const byTrial = new Map<number, NewEpochs['epochs'][number][]>();
  for (const { trial, epochs } of news) {
    const list = byTrial.get(trial) ?? [];
    list.push(...epochs);
    byTrial.set(trial, list);
  }
  return [...byTrial].map(([trial, epochs]) => ({ trial, epochs }));
}
