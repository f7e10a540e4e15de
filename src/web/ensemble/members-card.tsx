import { formatNumber, formatValue } from '../../metrics/number-format.ts';
import { configurationOf, placeOf } from '../acting/configuration-of.ts';
import { Bar } from '../charts/bar.tsx';
import { Card } from '../frame/card.tsx';
import { focusWhenScrollable } from '../frame/focus-when-scrollable.ts';
import { addressOf } from '../state/address.ts';
import { hovered } from '../state/selection.ts';
import { head, trials } from '../state/study-state.ts';
import { modelTitle } from './model-title.ts';
import type { ShownEnsemble } from './stored-ensemble.ts';

/** The members with their weights, heaviest first; a row that is pointed at is drawn out in all views. */
export function MembersCard({ report: { members } }: ShownEnsemble) {
  const most = Math.max(...members.map(({ weight }) => weight));
  const compare = addressOf({
    view: 'compare',
    picked: members.map(({ trial }) => trial).join(','),
    ensemble: undefined,
  });
  return (
    <Card title="Members" note={`${members.length}, by weight`} controls={<a href={compare}>compare them</a>}>
      <div class="scroll" ref={focusWhenScrollable}>
        <table class="members">
          <thead>
            <tr>
              <th scope="col">trial</th>
              <th scope="col">weight</th>
              <th scope="col" class="number">
                {head.value?.objective.metric}
              </th>
              <th scope="col">configuration</th>
            </tr>
          </thead>
          <tbody>
            {members.map(({ trial, weight }) => (
              <tr
                key={trial}
                onMouseEnter={() => (hovered.value = trial)}
                onMouseLeave={() => (hovered.value = undefined)}
              >
                <th scope="row">
                  {trial < 0 ? (
                    modelTitle(trial)
                  ) : (
                    <a href={addressOf({ view: 'trial', trial })}>trial {trial}</a>
                  )}
                </th>
                <td>
                  <Bar share={weight / most} text={formatNumber(weight)} />
                </td>
                <td class="number">{valueText(trial)}</td>
                <td class="quiet">{configurationText(trial)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function valueText(trial: number): string {
  const value = trials.value?.value[placeOf(trials.value, trial)];
  return value === undefined || Number.isNaN(value) ? '–' : formatNumber(value);
}

function configurationText(trial: number): string {
  const config =
    head.value && trials.value && configurationOf({ axes: head.value.axes, fixed: {} }, trials.value, trial);
  return Object.entries(config ?? {})
    .map(([name, value]) => `${name} ${formatValue(value)}`)
    .join(', ');
}
