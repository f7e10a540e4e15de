import { option } from '../../../faults/message.ts';
import { splitless } from '../../../metrics/validation-metric.ts';
import type { AnnotationReport } from '../../../reports/data/annotation-report.ts';
import type { Measured } from '../../../reports/evaluation-report.ts';
import { counted } from '../../../reports/figure.ts';
import { brief } from '../../../reports/number-text.ts';
import { inCommandWords } from '../parts/command-words.ts';
import { formatMetric, formatNumber, plainLine } from '../parts/format.ts';

/** The scores of a person, the agreement with oneself, and the line for the space file. */
export function renderAnnotation(report: AnnotationReport): string {
  const { answered, examples, validationRows, answers, scores, reason, target } = report;
  const of = target === undefined ? '' : `${plainLine(target)}: `;
  const kept = answered[0] === 0 ? '' : `; the answers are in ${plainLine(answers)}`;
  const heading = `${of}${answered[0]} answered of ${counted(examples, 'example')}, sampled from ${counted(validationRows, 'validation row')}${kept}`;
  const lines = Object.entries(scores).map(([name, score]) => `  ${name} ${interval(name, score)}`);
  return [
    heading,
    ...lines,
    ...agreementLine(report),
    ...(reason === undefined ? [] : [`no human baseline: ${reason}`]),
    ...baselineLine(report),
  ].join('\n');
}

function agreementLine({ agreement }: AnnotationReport): string[] {
  if (agreement === null) return [];
  const who = `agreement with yourself on ${counted(agreement.examples, 'example')}`;
  if ('difference' in agreement) {
    return [`${who}: the answers differ by ${interval('mae', agreement.difference)} on average`];
  }
  const { share, kappa } = agreement;
  return [`${who}: ${interval('accuracy', share)} the same, Cohen's kappa ${formatNumber(kappa)}`];
}

function interval(name: string, { value, low, high }: Measured): string {
  return `${formatMetric(name, value)} (95 % interval ${formatMetric(name, low)} to ${formatMetric(name, high)})`;
}

function baselineLine({ humanBaseline, written }: AnnotationReport): string[] {
  if (humanBaseline === null) return [];
  const { metric, value, low, high } = humanBaseline;
  if (written !== undefined) return [`humanBaseline ${brief(value)} is in ${plainLine(written)}`];
  const line = `"humanBaseline": { "value": ${brief(value)}, "low": ${brief(low)}, "high": ${brief(high)} }`;
  return [
    `for the space file: ${line}, the ${splitless(metric)}; ${inCommandWords([option('writeBaseline', true)])} writes it`,
  ];
}
