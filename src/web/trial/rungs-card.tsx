import { formatNumber } from '../../metrics/number-format.ts';
import { LineChart } from '../charts/line-chart.tsx';
import { Card } from '../frame/card.tsx';
import { focusWhenScrollable } from '../frame/focus-when-scrollable.ts';
import type { ShownTrial } from './shown-trial.ts';

/** The trial's places at the rungs of its scheduler; nothing without rungs. */
export function RungsCard({ shown: { rungs, trial } }: { readonly shown: ShownTrial }) {
  if (rungs === undefined || rungs.length === 0) return null;
  const last = rungs.at(-1);
  const note = last === undefined ? '' : `${last.rank} of ${last.trials} at epoch ${last.epochs}`;
  return (
    <Card title="Rungs" note={note}>
      <div class="scroll" ref={focusWhenScrollable}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">
                epoch
              </th>
              <th scope="col" class="number">
                value
              </th>
              <th scope="col" class="number">
                rank
              </th>
              <th scope="col" class="number">
                of trials
              </th>
            </tr>
          </thead>
          <tbody>
            {rungs.map(({ epochs, value, rank, trials }) => (
              <tr key={epochs}>
                <th scope="row" class="number">
                  {epochs}
                </th>
                <td class="number">{value === null ? 'failed' : formatNumber(value)}</td>
                <td class="number">{rank}</td>
                <td class="number">{trials}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rungs.length > 1 && (
        <LineChart
          title="Better than this share of the trials at the rung"
          xName="epoch"
          height={130}
          lines={[
            {
              name: `trial ${trial.trial}`,
              points: rungs.map(({ epochs, rank, trials }) => [
                epochs,
                trials < 2 ? 1 : 1 - (rank - 1) / (trials - 1),
              ]),
            },
          ]}
          showY={(share) => `${Math.round(100 * share)} %`}
        />
      )}
    </Card>
  );
}
