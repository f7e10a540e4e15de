import { sharedFloats } from '../data/shared-memory.ts';
import { predictSplits } from '../ensemble/candidates.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { BySplit, EnsembleMember } from '../reports/ensemble-report.ts';
import { storedTrial } from '../runs/stored-trial.ts';
import type { Store, Study } from '../store/store.ts';
import { scaledTarget } from '../study/outputs/target-scale.ts';
import { columnsAt, joinColumns, type PlacedPart, partsOf } from '../study/outputs/task-parts.ts';
import { outputWidth, predictionWidth } from '../study/outputs/task-widths.ts';
import type { Task } from '../study/pipeline.ts';
import { meanPredictions } from '../training/combine.ts';
import { type ModelSource, withStoredModel } from '../training/stored-model.ts';
import { predictSplit } from '../training/trained-model.ts';

/** An ensemble's predictions for every row. Students learn from the training split's; the others are for the report. */
export type TeacherPredictions = BySplit<Predictions> & { readonly train: Predictions };

/** The members' weighted mean, without the calibrating temperature: students have their own temperature. */
export async function consultTeacher(
  source: ModelSource & { readonly store: Store; readonly study: Study },
  members: readonly EnsembleMember[],
): Promise<TeacherPredictions> {
  const said: TeacherPredictions[] = [];
  for (const { trial } of members) said.push(await consultMember(source, trial));
  const weights = members.map(({ weight }) => weight);
  const mean = (each: readonly Predictions[]) => meanPredictions(each, weights);
  const tested = said.flatMap(({ test }) => test ?? []);
  return {
    train: mean(said.map(({ train }) => train)),
    validation: mean(said.map(({ validation }) => validation)),
    test: tested.length === 0 ? null : mean(tested),
  };
}

async function consultMember(
  source: ModelSource & { readonly store: Store; readonly study: Study },
  number: number,
): Promise<TeacherPredictions> {
  const { store, study, dataset, backend } = source;
  const stored = await storedTrial(store, study, number);
  if (stored === undefined) throw new Error(`trial ${number} has lost its weights`);
  return withStoredModel(source, stored, (model) => ({
    train: predictSplit(backend.tf, model, dataset, 'train'),
    ...predictSplits(backend.tf, model, dataset),
  }));
}

/** A smaller probability carries no information, and its logarithm would dominate at high temperatures. */
const smallestProbability = 1e-30;

/**
 * The students' soft targets, in memory shared by threads: the logarithms of probabilities, or values scaled like the
 * targets. Logarithms are logits up to a constant in each row, which softmax ignores: softmax(ln p / T) is p to the
 * power of 1 / T, normalised, and for a single model softmax(logits / T). Of labels, their log odds.
 */
export function teacherOutputs(task: Task, said: Predictions): Float32Array {
  const width = predictionWidth(task);
  const parts = partsOf(task).map(({ task: own, predictions, outputs: span }) => ({
    span,
    values: columnsAt(said, width, predictions).map((value) => outputOf(own, value)),
  }));
  const joined = joinColumns(parts, outputWidth(task), said.length / width);
  const outputs = sharedFloats(joined.length);
  outputs.set(joined);
  return outputs;
}

function outputOf(task: PlacedPart['task'], value: number): number {
  if (task.kind === 'regression') return scaledTarget(value, task);
  const logarithm = Math.log(Math.max(value, smallestProbability));
  if (task.kind === 'classification') return logarithm;
  return logarithm - Math.log(Math.max(1 - value, smallestProbability));
}
