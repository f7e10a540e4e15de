import type { Dataset } from '../data/dataset.ts';
import { readStudyData } from '../runs/data/study-data.ts';
import { modelInputs } from '../study/inputs/model-inputs.ts';
import type { Pipeline } from '../study/pipeline.ts';
import { selectColumns } from '../study/searched/column-selection.ts';
import { selectInputs } from '../training/select-inputs.ts';
import type { StoredChoice } from './choose-members.ts';

/** The rows of a choice's study, with the inputs that its members use. Errors as of `readStudyData`. */
export async function readOwnData({ study, members }: StoredChoice): Promise<Dataset> {
  const { dataset } = await readStudyData(study);
  return selectInputs(dataset, ...members.map(({ config }) => config));
}

/** The pipeline with the columns and encodings alone that a choice's members use: new rows need no others. */
export function ownPipeline(pipeline: Pipeline, { members }: Pick<StoredChoice, 'members'>): Pipeline {
  const selection = selectColumns(
    modelInputs(pipeline).preprocessing,
    ...members.map(({ config }) => config),
  );
  if (selection === undefined) return pipeline;
  const { inputShape, preprocessing } = selection;
  const { ranges } = pipeline;
  const isUsed = ({ name }: { readonly name: string }) =>
    preprocessing.columns.some((column) => column.name === name);
  return {
    ...pipeline,
    inputShape,
    preprocessing,
    ...(ranges && { ranges: { ...ranges, inputs: ranges.inputs.filter(isUsed) } }),
  };
}
