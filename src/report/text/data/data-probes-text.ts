import pc from 'picocolors';
import type { ProbesReport } from '../../../reports/data/probes-report.ts';
import { percent } from '../../../reports/number-text.ts';
import { renderWideTable } from '../parts/wide-table.ts';
import { wrapLine } from '../parts/wrap-line.ts';

/** The scores of quick predictors, and what their differences say. */
export function renderProbes(report: ProbesReport, width: number): string {
  const { metric, trainedRows, judgedRows, constant, probes, notes, labelNoise } = report;
  const inputs = [...new Set(probes.map((probe) => probe.inputs))];
  const score = (predictor: string) =>
    inputs.map((name) => {
      const found = probes.find((probe) => probe.inputs === name && probe.predictor === predictor);
      return found === undefined ? '' : scoreText(metric, found.score);
    });
  const table = renderWideTable(
    [
      { title: 'quick predictors', align: 'left', cells: inputs },
      { title: 'linear', cells: score('linear') },
      { title: 'neighbours', cells: score('neighbours') },
    ],
    width,
    1,
  );
  const what =
    metric === 'accuracy'
      ? `accuracy; the most frequent class has ${percent(constant)}`
      : 'R² of normal scores';
  const noise =
    labelNoise === undefined
      ? []
      : [
          `· ${percent(labelNoise.share)} of the labels are doubted by their neighbours (95 % ${percent(labelNoise.low)} to ${percent(labelNoise.high)}): they are wrong, or the classes overlap`,
        ];
  return [
    table,
    ...wrapLine(`${what}; on ${judgedRows} validation rows, from ${trainedRows} training rows`, width).map(
      (line) => pc.dim(line),
    ),
    ...[...notes.map((note) => `· ${note}`), ...noise].flatMap((note) => wrapLine(note, width)),
  ].join('\n');
}

function scoreText(metric: ProbesReport['metric'], score: number): string {
  return metric === 'accuracy' ? percent(score) : score.toFixed(2);
}
