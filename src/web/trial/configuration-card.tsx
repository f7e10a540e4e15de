import { formatValue } from '../../metrics/number-format.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import { middleOf } from '../../study/search-space.ts';
import { configurationOf } from '../acting/configuration-of.ts';
import { Card } from '../frame/card.tsx';
import { focusWhenScrollable } from '../frame/focus-when-scrollable.ts';
import { trials } from '../state/study-state.ts';
import type { ShownTrial } from './shown-trial.ts';

interface ConfigurationCardProps {
  readonly shown: ShownTrial;
  readonly study: StudyHead;
}

/** The configuration beside the middle of the space and the best trial; what differs from the best is marked. */
export function ConfigurationCard({ shown, study }: ConfigurationCardProps) {
  const { config, trial } = shown.trial;
  const middle = middleOf(shown.study.spec.space);
  const isBest = study.best === trial;
  const best =
    study.best === null || trials.value === undefined
      ? undefined
      : configurationOf(study, trials.value, study.best);
  const names = shown.study.spec.space
    .map(({ name }) => name)
    .filter((name) => name in config || (best && name in best));
  const differing = best === undefined ? 0 : names.filter((name) => config[name] !== best[name]).length;
  const note = isBest || best === undefined ? '' : `${differing} of ${names.length} differ from the best`;
  return (
    <Card title="Configuration" note={note}>
      <div class="scroll" ref={focusWhenScrollable}>
        <table class="configuration">
          <thead>
            <tr>
              <th scope="col">parameter</th>
              <th scope="col" class="number">
                this trial
              </th>
              <th scope="col" class="number">
                middle of the space
              </th>
              {!isBest && best !== undefined && (
                <th scope="col" class="number">
                  best, trial {study.best}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const differs = best !== undefined && config[name] !== best[name];
              return (
                <tr key={name} class={differs && !isBest ? 'differs' : ''}>
                  <th scope="row">{name}</th>
                  <td class="number">{formatValue(config[name])}</td>
                  <td class="number quiet">{formatValue(middle[name])}</td>
                  {!isBest && best !== undefined && <td class="number">{formatValue(best[name])}</td>}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
