import pc from 'picocolors';
import { visibleLine } from '../../../faults/visible-text.ts';
import { isPercentage } from '../../../metrics/metric-format.ts';
import type { DistillReport, SeedComparison } from '../../../reports/distill-report.ts';
import {
  type BySplit,
  type Gains,
  judged,
  judgedSplit,
  judgedSplits,
} from '../../../reports/ensemble-report.ts';
import { amount, placeOf, rangeOf, readGain } from '../../../reports/ensembles/ensemble-verdict.ts';
import { spreadOf } from '../../../statistics/mean-interval.ts';
import type { DistillationSettings } from '../../../study/distillation.ts';
import type { Objective } from '../../../study/objective.ts';
import type { Metrics, TrialOutcome } from '../../../study/trial.ts';
import { formatConfiguration, formatCount, formatMetric, formatNumber } from '../parts/format.ts';
import { renderTable } from '../parts/table.ts';
import { wrapLine } from '../parts/wrap-line.ts';

/** The output of `distill --json`. */
export interface ShownDistillation extends DistillReport {
  readonly study: string;
  readonly db: string;
  readonly seconds: number;
}

/** "temperature 2, mixture 0.9: valLoss 0.081 at epoch 12 of 17"; a regression has no temperature. */
export function describeStudent(
  { distillation }: { readonly distillation?: DistillationSettings },
  outcome: TrialOutcome,
  { objective: { metric }, isRegression }: { readonly objective: Objective; readonly isRegression: boolean },
): string {
  const name = distillation === undefined ? 'labels alone' : settings(distillation, isRegression);
  if (outcome.state === 'failed')
    return `${name}: ${outcome.failure.kind}, ${visibleLine(outcome.failure.message, 500)}`;
  return `${name}: ${metric} ${formatNumber(outcome.value ?? Number.NaN)} at epoch ${outcome.bestEpoch} of ${outcome.epochs}`;
}

function settings({ temperature, mixture }: DistillationSettings, isRegression: boolean): string {
  const softened = isRegression ? '' : `temperature ${formatNumber(temperature)}, `;
  return `${softened}mixture ${formatNumber(mixture)}`;
}

/** Teacher, student and labels alone, side by side, and whether the difference is significant. */
export function renderDistillation(report: ShownDistillation, width: number): string {
  const { study, teacher, student, tried } = report;
  const from = student.configOf === null ? '' : ` of trial ${student.configOf}`;
  const size = `${teacher.members.length} ${teacher.members.length === 1 ? 'member' : 'members'}`;
  const lines = [
    `The student is trial ${student.trial}, with the configuration${from}: ${formatConfiguration(student.config)}.`,
    `It learned with ${settings(student, student.validation.accuracy === undefined)}, ${tried.length === 1 ? 'as was asked' : `the best of ${tried.length} on validation`}.`,
  ];
  return [
    `${pc.bold(study)}: a student of ensemble '${teacher.ensemble}' (${size})`,
    ...lines.flatMap((line) => wrapLine(line, width)),
    '',
    table(report, width),
    '',
    ...verdicts(report).flatMap((line) => wrapLine(line, width)),
  ].join('\n');
}

function table({ teacher, student, labelsAlone, batchRows }: ShownDistillation, width: number): string {
  const names = Object.keys(student.validation);
  const splits = judgedSplits.filter((split) => student[split] !== null);
  const titles = splits.flatMap((split) => names.map((name) => `${split} ${name}`));
  const measured = (of: BySplit<Metrics> | null) =>
    splits.flatMap((split) =>
      names.map((name) => (of === null ? '–' : formatMetric(name, of[split]?.[name] ?? Number.NaN))),
    );
  const cost = ({ parameters, oneExampleMs, batchMs }: typeof student.cost) => [
    formatCount(parameters),
    `${formatNumber(Number(oneExampleMs.toPrecision(2)))} ms`,
    `${formatNumber(Number(batchMs.toPrecision(2)))} ms`,
  ];
  return renderTable(
    [
      {
        title: '',
        align: 'left',
        cells: [...titles, 'parameters', 'one example', `${batchRows} examples`],
      },
      { title: 'teacher', cells: [...measured(teacher), ...cost(teacher.cost)] },
      { title: 'student', cells: [...measured(student), ...cost(student.cost)] },
      { title: 'labels alone', cells: [...measured(labelsAlone), ...cost(student.cost)] },
    ],
    width,
  ).text;
}

function verdicts({
  teacher,
  student,
  labelsAlone,
  interval,
  bySeed,
  overSeeds,
}: ShownDistillation): string[] {
  const { level, overLabels, overTeacher } = interval;
  return [
    overLabels === null || labelsAlone === null
      ? 'No training on labels alone completed.'
      : `${placeOf(student)} the student ${change(overLabels, level, 'the one of labels alone')}.`,
    ...(overSeeds === null ? [] : [seedsLine(bySeed, overSeeds, level)]),
    `It ${change(overTeacher, level, 'its teacher')}.`,
    ...heartLines(teacher),
  ];
}

/** "gains 0.28 points of accuracy over …, which chance may explain". */
function change(gains: Gains, level: number, other: string): string {
  const gain = readGain(gains);
  const range = rangeOf(gain, level);
  if (gain.value === 0) return `has the ${gain.metric} of ${other} ${range}`;
  const verb = gain.value > 0 ? 'is better than' : 'is worse than';
  const doubt = gain.isShown ? 'more than chance explains' : 'which chance may explain';
  return `${verb} ${other} by ${amount(gain.metric, Math.abs(gain.value))} ${range}, ${doubt}`;
}

function seedsLine(bySeed: readonly SeedComparison[], gains: Gains, level: number): string {
  const { metric } = readGain(gains);
  const split = bySeed[0] === undefined ? 'test' : judgedSplit(bySeed[0].student);
  const of = (side: 'student' | 'labelsAlone') =>
    meanAndSpread(
      metric,
      bySeed.map((each) => judged(each[side])[metric] ?? Number.NaN),
    );
  return `Over ${bySeed.length} seeds its ${split} ${metric} is ${of('student')}, and of labels alone ${of('labelsAlone')}: on the mean it ${change(gains, level, 'labels alone')}.`;
}

/** "96.10 % ± 0.40": mean and sample standard deviation. */
function meanAndSpread(metric: string, values: readonly number[]): string {
  const { mean, std } = spreadOf(values);
  return `${formatMetric(metric, mean)} ± ${isPercentage(metric) ? (100 * std).toFixed(2) : formatNumber(std)}`;
}

/** A teacher that is certain of every training row adds little to the labels. */
function heartLines({ train, validation }: ShownDistillation['teacher']): string[] {
  // With folds both are the same rows, judged by models that were not trained on them.
  if (train.loss === validation.loss) return [];
  const losses = `its loss is ${formatNumber(train.loss as number)} there, and ${formatNumber(validation.loss as number)} on validation`;
  const isByHeart = (train.loss as number) < 0.5 * (validation.loss as number);
  return [`The teacher has ${isByHeart ? '' : 'not '}memorised the rows that it teaches: ${losses}.`];
}
