import pc from 'picocolors';
import { shownName } from '../../../faults/visible-text.ts';
import { counted } from '../../../reports/figure.ts';
import type {
  BestValues,
  ParameterEffect,
  ParameterImportanceReport,
} from '../../../reports/learned/parameter-importance-report.ts';
import { shortList } from '../../../reports/learned/short-list.ts';
import { percent } from '../../../reports/number-text.ts';
import { formatNumber, formatValue } from '../parts/format.ts';
import { intervalBar, longestBar } from '../parts/interval-bar.ts';
import { renderTable } from '../parts/table.ts';
import { wrapLine } from '../parts/wrap-line.ts';

const barLength = 24;
/** Bars and intervals of more effects would fill screens; --json has all. */
const mostRows = 30;
const leastShare = 0.001;

/** The importance of the parameters, in words and as a table with bars. */
export function renderParameterImportance(report: ParameterImportanceReport, width: number): string {
  const { study, stage, effects, notes } = report;
  const title = `${shownName(study)}${stage === undefined ? '' : `, stage ${stage}`}`;
  const hidden = effects.slice(mostRows);
  return [
    ...wrapLine(`${pc.bold(title)}: ${basisOf(report)}`, width),
    '',
    ...wrapLine(verdict(report), width),
    '',
    table(report, effects.slice(0, mostRows), width),
    ...(hidden.length === 0
      ? []
      : [`(and ${counted(hidden.length, 'smaller effect')}, which the JSON output lists)`]),
    ...notes.flatMap((note) => wrapLine(`! ${note}`, width)),
  ].join('\n');
}

function basisOf({ metric, trials, best, method }: ParameterImportanceReport): string {
  if (best === null) {
    return `shares of the variance of ${metric} over the search space (${method}, ${counted(trials, 'complete trial')})`;
  }
  return `what sets the best ${best} of ${counted(trials, 'trial')} apart by ${metric} (${method})`;
}

/** "learningRate explains 71 % (95 %: 60 to 80 %), units 18 % (…). No visible effect: batchSize." */
function verdict({ effects, level, best }: ParameterImportanceReport): string {
  const visible = effects.filter(({ isVisible }) => isVisible);
  const others = effects.filter(({ isVisible, parameters }) => !isVisible && parameters.length === 1);
  if (visible.length === 0) {
    const few =
      best === null
        ? ''
        : ` With only ${best} best trials a smaller effect cannot be seen; more trials may show one.`;
    return `No parameter has a visible effect.${few}`;
  }
  const told = visible.map((effect, at) => {
    const verb = at === 0 ? ' explains' : '';
    const confidence = at === 0 ? `${100 * level} %: ` : '';
    return `${titleOf(effect)}${verb} ${shareText(effect.importance)} (${confidence}${intervalOf(effect)})`;
  });
  const none = shortList(others.map(titleOf)).join(', ');
  return `${told.join(', ')}.${none === '' ? '' : ` No visible effect: ${none}.`}`;
}

function titleOf({ parameters }: ParameterEffect): string {
  return parameters.map(shownName).join(' × ');
}

function intervalOf({ low, high }: ParameterEffect): string {
  return `${shareText(low).replace(' %', '')} to ${shareText(high)}`;
}

/** Tenths of a percent at most: the shares are estimates. */
function shareText(share: number): string {
  return share >= leastShare ? percent(share) : '0 %';
}

function table(
  { level, trials }: ParameterImportanceReport,
  effects: readonly ParameterEffect[],
  width: number,
) {
  const bars = effects.map(({ importance: value, low, high }) => ({ value, low, high }));
  const most = longestBar(bars);
  const hasConditions = effects.some((effect) => effect.when !== null || effect.trials < trials);
  const column = (title: string, cell: (effect: ParameterEffect) => string, rank = 0) => ({
    ...{ title, rank, cells: effects.map(cell) },
    align: 'left' as const,
  });
  const columns = [
    column('parameter', titleOf),
    { ...column('share', ({ importance }) => shareText(importance)), align: 'right' as const },
    column(`${100 * level} % interval`, intervalOf),
    {
      ...{ title: '', rank: 3, align: 'left' as const },
      cells: bars.map((each, place) => intervalBar(each, most, barLength, effects[place]?.isVisible)),
    },
    column('best trials have', ({ best }) => bestText(best), 2),
    ...(hasConditions ? [column('among', (effect) => conditionText(effect, trials), 1)] : []),
  ];
  return renderTable(columns, width).text;
}

function bestText(best: BestValues | null): string {
  if (best === null) return '';
  if ('values' in best) {
    return best.values
      .slice(0, 3)
      .map(({ value, trials }) => `${formatValue(value)} (${trials})`)
      .join(', ');
  }
  const { low, high } = best;
  return low === high ? formatNumber(low) : `${formatNumber(low)} to ${formatNumber(high)}`;
}

function conditionText({ when, trials: active }: ParameterEffect, trials: number): string {
  if (when === null) return active < trials ? `${active} trials` : '';
  const where = Object.entries(when).map(
    ([name, values]) => `${shownName(name)} ${values.map(formatValue).join(' or ')}`,
  );
  return `${counted(active, 'trial')} with ${where.join(', ')}`;
}
