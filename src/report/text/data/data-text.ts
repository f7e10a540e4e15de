import pc from 'picocolors';
import { type DataReport, type ImagesReport, shownSplits } from '../../../reports/data-report.ts';
import { counted } from '../../../reports/figure.ts';
import { formatCount, formatNumber, plainLine } from '../parts/format.ts';
import { html } from '../parts/output-flags.ts';
import { sparkbars } from '../parts/sparkline.ts';
import { wrapLine } from '../parts/wrap-line.ts';
import { renderFeatures } from './data-features-text.ts';
import { renderFindings } from './data-findings-text.ts';
import { renderProbes } from './data-probes-text.ts';
import { renderRelations } from './data-relations-text.ts';
import { renderTarget } from './data-target-text.ts';
import { schemaLines } from './schema-text.ts';

const sparklineWidth = 32;

/** The findings, worst first; then the target; then the features. Lines have at most `width` characters. */
export function renderData(report: DataReport, width: number): string {
  const { images, features, relations, probes } = report;
  return [
    ...wrapLine(heading(report), width),
    ...(report.schema === undefined
      ? []
      : schemaLines(report.schema).flatMap((line) => wrapLine(line, width))),
    ...report.notes.flatMap((note) => wrapLine(plainLine(note), width)),
    '',
    renderFindings(report.findings, width),
    '',
    renderTarget(report, width),
    ...(relations.length === 0 ? [] : ['', renderRelations(relations, width)]),
    ...(probes === undefined ? [] : ['', renderProbes(probes, width)]),
    ...(images === undefined ? [] : ['', renderImages(images)]),
    ...(features.length === 0 ? [] : ['', renderFeatures(features, width)]),
  ].join('\n');
}

function heading(report: DataReport): string {
  const { source, task, rows, features, images } = report;
  const parts = shownSplits(report)
    .map((split) => `${split.name} ${split.rows}`)
    .join(', ');
  const inputs =
    images === undefined ? counted(features.length, 'feature') : `images of ${images.shape.join(' × ')}`;
  return `${plainLine(source)}: ${counted(rows, 'row')} (${parts}), ${inputs}, ${task}`;
}

function renderImages({ pixels, maximum, sheets }: ImagesReport): string {
  const { mean, std, histogram } = pixels;
  const count = sheets.reduce((sum, sheet) => sum + sheet.images.length, 0);
  const bars = sparkbars(histogram.counts, sparklineWidth);
  return [
    pc.bold('pixels'),
    `0 ${bars} ${maximum}  mean ${formatNumber(mean)}, deviation ${formatNumber(std)}`,
    pc.dim(`${html} shows ${formatCount(count)} of the images, by class`),
  ].join('\n');
}
