import type { EpochRecord, Trial } from '../../../study/trial.ts';
import type { Charts } from '../drawings/charts.ts';
import { exhibitFigure } from '../drawings/exhibit.ts';
import { html, type Markup } from '../elements/markup.ts';

/** Metrics that share a chart, as their names begin: the loss of training and of validation. */
const together = ['loss', 'valLoss'];

/** A chart of the losses of training and validation, and one of each other metric. */
export function curveFigures(
  { trial, bestEpoch }: Trial,
  history: readonly EpochRecord[],
  charts: Charts,
): Markup {
  if (history.length < 2) return html`<p>Trial ${trial} reported no epochs.</p>`;
  const names = [...new Set(history.flatMap(({ metrics }) => Object.keys(metrics)))];
  const losses = together.filter((name) => names.includes(name));
  const groups = [
    ...(losses.length === 0 ? [] : [losses]),
    ...names.filter((name) => !together.includes(name)).map((name) => [name]),
  ];
  const first = history[0]?.epoch ?? 0;
  const hasAllEpochs = losses.length > 0 && history.every(({ epoch }, index) => epoch === first + index);
  const figures = groups.map((group, index) =>
    exhibitFigure(
      `curve-${index}`,
      {
        kind: 'lines',
        title: `Course of ${group.join(' and ')}`,
        xName: hasAllEpochs ? 'epoch' : 'report',
        yName: '',
        firstX: hasAllEpochs ? first : 1,
        series: group.map((name) => ({
          name,
          values: history.map(({ metrics }) => metrics[name] ?? Number.NaN),
        })),
      },
      charts,
    ),
  );
  const text = explanation(history, bestEpoch);
  return html`${text === '' ? undefined : html`<p class="quiet">${text}</p>`}<div class="figures">${figures}</div>`;
}

function explanation(history: readonly EpochRecord[], bestEpoch: number | null): string {
  const folds = Math.max(...history.map((record) => record.folds?.length ?? 0));
  const best = bestEpoch === null ? '' : `The best epoch is ${bestEpoch}. `;
  const mean = folds === 0 ? '' : ` Each epoch is the mean of ${folds} folds.`;
  const isTrained = history.some(({ metrics }) => 'loss' in metrics);
  const loss = isTrained
    ? 'loss is the mean over the training steps of an epoch, with dropout and regularisers; metrics that begin with val are of the whole validation split. Epoch 0 is the untrained model.'
    : '';
  return `${best}${loss}${mean}`;
}
