import type { Dataset } from '../../data/dataset.ts';
import { unpackModels } from '../bytes/model-pack.ts';
import { fillRows } from '../inputs.ts';
import type { Checkpoint } from '../loop/checkpoint.ts';
import type { TrialInput } from '../loop/train.ts';
import { foldDataset } from './fold-dataset.ts';
import { bestRecord, foldHistory } from './mean-history.ts';

/** Each model's randomness derives from its fold, and a student's teacher is for its fold's training rows. */
export function foldInput(input: TrialInput, fold: number): TrialInput {
  const { branch = [], checkpoint, clock, distillation, lastEpochs, objective } = input;
  const dataset = foldDataset(input.dataset, fold);
  return {
    ...input,
    dataset,
    branch: [...branch, 'fold', fold],
    clock: clock && { ...clock, seconds: clock.seconds / (input.dataset.folds?.length ?? 1) },
    lastEpochs: lastEpochs && [lastEpochs[fold] ?? (lastEpochs[0] as number)],
    checkpoint: checkpoint && foldCheckpoint(checkpoint, fold, objective),
    distillation: distillation && {
      ...distillation,
      teacher: teacherRows(distillation.teacher, input.dataset, fold),
    },
  };
}

function foldCheckpoint(
  { weights, optimizer, history }: Checkpoint,
  fold: number,
  objective: TrialInput['objective'],
): Checkpoint {
  const own = foldHistory(history, fold);
  const best = bestRecord(own, objective)?.epoch ?? 0;
  return {
    weights: unpackModels(weights).models[fold] as Uint8Array,
    optimizer: optimizer && unpackModels(optimizer).models[fold],
    history: own.filter(({ epoch }) => epoch <= best),
  };
}

function teacherRows(teacher: Float32Array, { folds = [], splits }: Dataset, fold: number): Float32Array {
  const rows = folds[fold]?.train ?? new Int32Array();
  const width = teacher.length / splits.train.rows;
  const own = new Float32Array(rows.length * width);
  fillRows(own, teacher, width, rows);
  return own;
}
