import { describe, expect, it } from 'vitest';
import type { Fold } from '../../src/data/dataset.ts';
import type { WorkerReport } from '../../src/pool/messages.ts';
import { reportedEpochs } from '../../src/runs/reported-epochs.ts';
import { meanHistory } from '../../src/training/folds/mean-history.ts';

const objective = { metric: 'valLoss', direction: 'minimize' } as const;
const record = (epoch: number, valLoss: number) => ({ epoch, metrics: { valLoss } });
const report = (epoch: number, valLoss: number, fold?: number): WorkerReport => ({
  ...{ kind: 'epoch', trial: 0, attempt: 1, record: record(epoch, valLoss) },
  ...(fold !== undefined && { fold }),
});
const folds = [3, 1].map((rows) => ({ train: [], validation: Array(rows).fill(0) })) as unknown as Fold[];

describe('the epochs that a lost worker has reported', () => {
  it('come once each, also where a resumed training reports them again, after those of an earlier rung', () => {
    const epochs = reportedEpochs(undefined, objective);
    expect(epochs.history([])).toEqual([]);
    for (const each of [report(2, 5), report(3, 4), report(2, 5)]) epochs.add(each);
    epochs.add({ kind: 'started', trial: 0, attempt: 1 });
    const before = [record(0, 9), record(1, 7), record(2, 6)];
    expect(epochs.history(before)).toEqual([record(0, 9), record(1, 7), record(2, 5), record(3, 4)]);
    expect(epochs.history([])).toEqual([record(2, 5), record(3, 4)]);
  });

  it('are means of the folds that have begun, by their judged rows', () => {
    const epochs = reportedEpochs(folds, objective);
    for (const each of [report(1, 4, 0), report(2, 2, 0), report(1, 8, 1)]) epochs.add(each);
    const history = epochs.history([]);
    expect(history.map(({ epoch, metrics }) => [epoch, metrics.valLoss])).toEqual([
      [1, 5],
      [2, 3.5],
    ]);
    const own = [
      [record(0, 9), record(1, 4), record(2, 2)],
      [record(0, 9), record(1, 8)],
    ];
    const before = meanHistory(
      own.map((curve) => curve.slice(0, 1)),
      [3, 1],
      objective,
    );
    expect(epochs.history(before)).toEqual(meanHistory(own, [3, 1], objective));
  });
});
