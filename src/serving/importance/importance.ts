import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { evaluate } from '../../metrics/evaluate.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import {
  directionOf,
  isValidationMetric,
  splitless,
  validationName,
} from '../../metrics/validation-metric.ts';
import type { ColumnImportance, ImportanceReport } from '../../reports/importance-report.ts';
import { level } from '../../statistics/mean-interval.ts';
import { randomFor } from '../../statistics/random.ts';
import type { Objective } from '../../study/objective.ts';
import type { Pipeline } from '../../study/pipeline.ts';
import { requireFinite } from '../finite-predictions.ts';
import type { ServedModel } from '../served-model.ts';
import { type Judgement, jackknife, type PseudoValues } from './jackknife.ts';
import type { JudgedRows } from './judged-rows.ts';
import { meanChange } from './mean-change.ts';
import {
  type ColumnInputs,
  columnInputs,
  drawDonors,
  examplesOf,
  shuffledExamples,
  sourcesOf,
  type TablePreprocessing,
} from './shuffled-rows.ts';

const repeats = 10;

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin & Dominici, JMLR 20, 2019): how much worse the objective's metric
 * becomes, and without an objective the loss, when the cells of a column are shuffled among the judged rows. The
 * interval is that of other rows of the same kind. The same model and rows give the same report. UsageError for images,
 * and for rows that cannot be shuffled.
 */
export async function measureImportance(
  model: ServedModel,
  judged: JudgedRows,
  objective: Objective | undefined,
): Promise<ImportanceReport> {
  const { task } = model.pipeline;
  const inputs = columnInputs(requireColumns(model.pipeline));
  requirePairs(judged);
  const metric = metricOf(objective);
  const direction = directionOf(validationName(metric) as 'valLoss');
  const judgement: Judgement = { task, y: judged.y, weight: judged.weight, metric };
  const plain = await judged.predict((part) => examplesOf(judged, judged.parts[part] as Int32Array));
  requireFinite(plain, { rows: judged.rows, place: `of ${judged.data}` }, model.name);
  const sign = direction === 'minimize' ? 1 : -1;
  const columns: ColumnImportance[] = [];
  for (const column of inputs) {
    const changes = await shuffled(model, judged, { ...judgement, plain, column, sign });
    columns.push({ name: column.name, inputs: column.inputs, ...meanChange(changes) });
  }
  const { [metric]: value = Number.NaN } = evaluate(task, plain, judged.y, [metric], judged.weight);
  return {
    ...{ data: judged.data, rows: judged.rows, metric, direction, value, level, repeats },
    columns: columns.sort((one, other) => other.value - one.value),
    notShown: columns.filter(({ low }) => low <= 0).map(({ name }) => name),
  };
}

/** The preprocessing of a table. UsageError for that of images and arrays, and where features of the rows enter. */
export function requireColumns({ preprocessing, features }: Pipeline): TablePreprocessing {
  if (features !== undefined) {
    throw new UsageError(
      message`${option('importance')}: must be left out: what enters the model are features, and no columns`,
    );
  }
  if (preprocessing.kind === 'table' || preprocessing.kind === 'window') return preprocessing;
  throw new UsageError(
    message`${option('importance')}: must go with a table: the model takes ${preprocessing.kind === 'image' ? 'images' : 'arrays'}, which have no columns`,
  );
}

function requirePairs({ parts, data }: JudgedRows): void {
  const fewest = parts.reduce((least, { length }) => Math.min(least, length), Number.POSITIVE_INFINITY);
  if (fewest >= 2) return;
  const where = parts.length > 1 ? `each fold of ${data}` : data;
  throw new UsageError(
    message`${option('importance')}: needs two rows to shuffle in ${where}, got ${String(fewest)}`,
  );
}

/** An imported study may have a metric of another program. */
function metricOf(objective: Objective | undefined): string {
  return objective !== undefined && isValidationMetric(objective.metric)
    ? splitless(objective.metric)
    : 'loss';
}

interface Shuffling extends Judgement {
  /** The predictions of the rows as they are. */
  readonly plain: Predictions;
  readonly column: ColumnInputs;
  /** 1 where a higher value is worse, otherwise −1. */
  readonly sign: number;
}

/** How much worse the metric becomes in each repeat. */
async function shuffled(
  model: ServedModel,
  judged: JudgedRows,
  { plain, column, sign, ...judgement }: Shuffling,
): Promise<PseudoValues[]> {
  const changes: PseudoValues[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const random = randomFor('importance', column.name, repeat);
    const donors = judged.parts.map((part) => drawDonors(part, random));
    const predictions = await judged.predict((part) =>
      shuffledExamples(judged, judged.parts[part] as Int32Array, column, donors[part] as Int32Array),
    );
    const place = `of ${judged.data} with '${column.name}' of another row`;
    requireFinite(predictions, { rows: judged.rows, place }, model.name);
    const sources = sourcesOf(judged, donors);
    const after = jackknife(judgement, predictions, sources);
    // Without the same rows: what is hard about a row whatever the column says then cancels.
    const before = jackknife(judgement, plain, sources);
    changes.push({
      value: sign * (after.value - before.value),
      groups: after.groups.map((each, group) => sign * (each - (before.groups[group] as number))),
    });
  }
  return changes;
}
