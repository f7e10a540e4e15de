import { brokenArrays } from './broken-arrays.ts';
import { brokenData } from './broken-data.ts';
import { brokenLosses } from './broken-losses.ts';
import { brokenModels } from './broken-models.ts';
import { brokenParts } from './broken-parts.ts';
import type { BrokenPipeline } from './broken-pipeline.ts';
import { brokenSequences } from './broken-sequences.ts';
import { brokenSettings } from './broken-settings.ts';
import { brokenTraining } from './broken-training.ts';
import { dependentRows } from './dependent-rows.ts';
import { leakingTargets } from './leaking-targets.ts';
import { misplacedCells } from './misplaced-cells.ts';
import { misreadColumns } from './misread-columns.ts';

/** Classic bugs, each in a pipeline that is sound otherwise. */
export const brokenPipelines: readonly BrokenPipeline[] = [
  ...brokenData,
  ...misreadColumns,
  ...misplacedCells,
  ...leakingTargets,
  ...dependentRows,
  ...brokenModels,
  ...brokenLosses,
  ...brokenParts,
  ...brokenSequences,
  ...brokenArrays,
  ...brokenSettings,
  ...brokenTraining,
];
