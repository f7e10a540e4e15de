import pc from 'picocolors';
import { splitless } from '../../../metrics/validation-metric.ts';
import type {
  EvaluationNote,
  EvaluationReport,
  Measured,
  QuantileReport,
  ReliabilityBin,
} from '../../../reports/evaluation-report.ts';
import { counted } from '../../../reports/figure.ts';
import { renderBaseline } from '../parts/baseline-text.ts';
import { renderMatrix } from '../parts/confusion-text.ts';
import { formatMetric, formatNumber, formatShare, plainLine } from '../parts/format.ts';
import { renderImportance } from '../parts/importance-text.ts';
import { renderTable } from '../parts/table.ts';
import { expectationText } from '../parts/test-interval-text.ts';
import { wrapLine } from '../parts/wrap-line.ts';
import { confusionsText } from './confusions-text.ts';
import { noveltyLines } from './novelty-text.ts';

/** The metrics with their intervals; for a classification also the confusion matrix and the reliability diagram. */
export function renderEvaluation(report: EvaluationReport, width: number): string {
  const { model, data, rows, leftOut = 0, novelty, confusion, reliability } = report;
  const { importance, expectation, quantiles, notes = [], targets = [] } = report;
  const without =
    leftOut === 0 ? '' : `, without ${leftOut} that ${leftOut === 1 ? 'has' : 'have'} no target`;
  return [
    `${pc.bold(plainLine(model))} on ${plainLine(data)}: ${counted(rows, 'row')}${countedBy(report)}${without}`,
    ...thresholdLine(report),
    ...(novelty === undefined ? [] : noveltyLines(novelty)),
    '',
    metricTable(report, width),
    ...(quantiles === undefined ? [] : ['', coverageTable(quantiles, width)]),
    ...(expectation === undefined ? [] : ['', ...wrapLine(expectationText(expectation), width)]),
    ...baselineLine(report),
    ...(confusion ? ['', renderMatrix('confusion', confusion, width)] : []),
    ...confusionsText(report, width),
    ...notes.flatMap((note) => noteLines(note)),
    ...targets.flatMap(({ name, notes: own = [] }) => own.flatMap((note) => noteLines(note, `${name}: `))),
    ...(reliability ? ['', pc.bold('reliability'), reliabilityTable(reliability, width)] : []),
    ...(importance ? ['', renderImportance(importance, width)] : []),
  ].join('\n');
}

function noteLines({ message, advice }: EvaluationNote, target = ''): string[] {
  return ['', `! ${plainLine(`${target}${message}`)}`, `  → ${advice}`];
}

function countedBy({ weight }: EvaluationReport): string {
  return weight === undefined ? '' : `, which count by ${plainLine(weight)}`;
}

/** A threshold is one of the second class, which only its name makes clear. */
function thresholdLine({ threshold, confusion }: EvaluationReport): string[] {
  const [first, second] = confusion?.classes ?? [];
  if (threshold === undefined || first === undefined || second === undefined) return [];
  return [
    `predicts ${plainLine(second)} where its probability is at least ${formatNumber(threshold)}, otherwise ${plainLine(first)}`,
  ];
}

function metricTable({ metrics, level }: EvaluationReport, width: number): string {
  const entries = Object.entries(metrics);
  const interval = `${100 * level} % interval`;
  return renderTable(
    [
      { title: 'metric', align: 'left', cells: entries.map(([name]) => name) },
      { title: 'value', cells: entries.map(([name, { value }]) => formatMetric(name, value)) },
      { title: interval, align: 'left', cells: entries.map(([name, measured]) => range(name, measured)) },
    ],
    width,
  ).text;
}

/** The shares of the targets within pairs of predicted quantiles, and below each. */
function coverageTable({ below, intervals }: QuantileReport, width: number): string {
  const lines = [
    ...intervals.map(({ level, coverage, meanWidth }) => ({
      name: `within ${formatShare(level)}`,
      expected: level,
      share: coverage,
      size: formatNumber(meanWidth),
    })),
    ...below.map(({ quantile, share }) => ({
      name: `at or below ${quantile}`,
      expected: quantile,
      share,
      size: '',
    })),
  ];
  return renderTable(
    [
      { title: 'quantiles', align: 'left', cells: lines.map(({ name }) => name) },
      { title: 'expected', cells: lines.map(({ expected }) => formatShare(expected)) },
      { title: 'found', cells: lines.map(({ share }) => formatShare(share.value)) },
      {
        title: '95 % interval',
        align: 'left',
        cells: lines.map(({ share: { low, high } }) => `${formatShare(low)} to ${formatShare(high)}`),
      },
      { title: 'mean width', cells: lines.map(({ size }) => size) },
    ],
    width,
  ).text;
}

function range(name: string, { low, high }: Measured): string {
  return `${formatMetric(name, low)} to ${formatMetric(name, high)}`;
}

function baselineLine({ humanBaseline, metrics, model }: EvaluationReport): string[] {
  if (humanBaseline === undefined) return [];
  const name = splitless(humanBaseline.metric);
  return [
    '',
    renderBaseline(humanBaseline, [{ who: plainLine(model), reached: metrics[name]?.value }], name),
  ];
}

const longestBar = 30;

/** One line per non-empty bin: where the accuracy's bar ends before the mark, the model is overconfident. */
function reliabilityTable(all: readonly ReliabilityBin[], width: number): string {
  const bins = all.filter(({ rows }) => rows > 0);
  return renderTable(
    [
      { title: 'confidence', cells: bins.map(({ confidence }) => formatShare(confidence ?? 0)) },
      { title: 'right', cells: bins.map(({ accuracy }) => formatShare(accuracy ?? 0)) },
      { title: 'rows', cells: bins.map(({ rows }) => String(rows)) },
      { title: '▇ right, | confidence', align: 'left', rank: 1, cells: bins.map(bar) },
    ],
    width,
  ).text;
}

function bar({ confidence, accuracy }: ReliabilityBin): string {
  const right = Math.round((accuracy ?? 0) * longestBar);
  const mark = Math.min(longestBar - 1, Math.round((confidence ?? 0) * longestBar));
  return Array.from({ length: longestBar }, (_, at) => (at === mark ? '|' : at < right ? '▇' : ' ')).join('');
}
