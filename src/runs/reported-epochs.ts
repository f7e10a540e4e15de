import type { Dataset } from '../data/dataset.ts';
import type { WorkerReport } from '../pool/messages.ts';
import type { Objective } from '../study/objective.ts';
import type { EpochRecord } from '../study/trial.ts';
import { foldHistory, meanHistory } from '../training/folds/mean-history.ts';

/** The epochs of a trial as its worker reports them: all that is known of it when the worker is lost. */
export interface ReportedEpochs {
  add(report: WorkerReport): void;
  /** In order; with folds their means, as in `meanHistory`. `before`: the epochs that are stored from an earlier rung. */
  history(before: readonly EpochRecord[]): EpochRecord[];
}

/** `folds` are those of the data, if it has any. */
export function reportedEpochs(folds: Dataset['folds'], objective: Objective): ReportedEpochs {
  /** By fold, then by epoch: a training that resumes reports all its epochs again. */
  const curves: Map<number, EpochRecord>[] = [];
  return {
    add(report) {
      if (report.kind !== 'epoch') return;
      const { record, fold = 0 } = report;
      const curve = curves[fold] ?? new Map<number, EpochRecord>();
      curves[fold] = curve.set(record.epoch, record);
    },
    history(before) {
      if (folds === undefined) return joined(before, curves[0]);
      const own = folds.map((_, fold) => joined(foldHistory(before, fold), curves[fold]));
      const begun = own.filter((curve) => curve.length > 0);
      const first = begun[0]?.[0]?.epoch ?? 0;
      const judged = folds.map(({ validation }) => validation.length);
      return meanHistory(begun, judged, objective).map((record) => ({
        ...record,
        epoch: record.epoch + first,
      }));
    },
  };
}

/** A training that its worker went on with in place reports only its further epochs. */
function joined(
  before: readonly EpochRecord[],
  reported: ReadonlyMap<number, EpochRecord> = new Map(),
): EpochRecord[] {
  const earlier = before.filter(({ epoch }) => !reported.has(epoch));
  return [...earlier, ...reported.values()].sort((one, other) => one.epoch - other.epoch);
}
