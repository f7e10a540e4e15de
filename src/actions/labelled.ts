import type { SplitName } from '../data/dataset.ts';
import { openInputs } from '../data/inputs/open-inputs.ts';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import type { Novelty } from '../reports/novelty.ts';
import { type JudgedRows, outOfFoldRows, wholeRows } from '../serving/importance/judged-rows.ts';
import { type LabelledPredictions, predictLabelled } from '../serving/labelled-inputs.ts';
import { readOwnData } from '../serving/own-data.ts';
import { predictOwnSplit } from '../serving/own-split.ts';
import type { ServedModel } from '../serving/served-model.ts';
import { partsOf } from '../study/outputs/task-parts.ts';
import { rowsOf } from '../study/outputs/task-widths.ts';
import { requireImages } from './inputs-of.ts';
import type { StudyModel } from './with-model.ts';

/** A split, or a file with its target, on which a model is measured. */
interface LabelledRequest {
  readonly split?: SplitName | undefined;
  readonly data?: string | undefined;
  readonly target?: string | undefined;
  readonly resize: boolean;
  /** Whether the columns are to be shuffled afterwards. */
  readonly importance: boolean;
}

interface Labelled extends LabelledPredictions {
  readonly data: string;
  /** Rows without a target. */
  readonly leftOut?: number;
  /** Absent for a split of the study's own data. */
  readonly novelty?: Novelty | undefined;
  /** The rows to shuffle; of a file only if the request asks for them, since they are kept in memory. */
  readonly judged?: JudgedRows;
}

/** Predicts the labelled rows of a request. UsageError or FaultsError where there are none. */
export async function labelled(
  request: LabelledRequest,
  served: ServedModel,
  ofStudy: StudyModel | undefined,
): Promise<Labelled> {
  if (request.data !== undefined) return labelledFile(request, served, request.data);
  if (ofStudy === undefined) {
    throw new UsageError(
      message`${option('data')}: must name labelled rows: an exported model knows no splits`,
    );
  }
  const dataset = await readOwnData(ofStudy.choice);
  const name = request.split ?? (dataset.splits.test.rows === 0 ? 'validation' : 'test');
  const split = dataset.splits[name];
  if (split.rows === 0) {
    throw new UsageError(message`${option('split')}: the ${name} split of the study has no rows`);
  }
  const isOutOfFold = dataset.folds !== undefined && name !== 'test';
  const judged = isOutOfFold ? outOfFoldRows(ofStudy, dataset) : wholeRows(served, split, name);
  return { data: name, ...(await predictOwnSplit(ofStudy, dataset, name)), judged };
}

async function labelledFile(
  { target: named, resize: resizes, importance }: LabelledRequest,
  served: ServedModel,
  data: string,
): Promise<Labelled> {
  const { pipeline } = served;
  requireImages(pipeline, resizes);
  const ofImages = pipeline.preprocessing.kind === 'image' ? 'folder' : undefined;
  const several = partsOf(pipeline.task)[0]?.name;
  if ((several ?? pipeline.targetArrays) !== undefined && named !== undefined) {
    throw new UsageError(message`${option('target')}: must be left out, as the model has several targets`);
  }
  const target = named ?? pipeline.target ?? several ?? ofImages;
  if (target === undefined) {
    throw new UsageError(message`${option('target')}: must name the column to predict`);
  }
  const inputs = await openInputs(data, { pipeline, target, resizes });
  const { x, ...predicted } = await predictLabelled(served, inputs, importance);
  const { y, weight } = predicted;
  const judged = x && wholeRows(served, { rows: rowsOf(pipeline.task, y), x, y, weight }, data);
  return {
    data,
    ...predicted,
    leftOut: inputs.labelled?.leftOut ?? 0,
    novelty: inputs.novelty?.(),
    ...(judged && { judged }),
  };
}
