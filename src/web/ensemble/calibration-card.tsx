import { formatNumber, formatShare } from '../../metrics/number-format.ts';
import { judged, judgedSplit } from '../../reports/ensemble-report.ts';
import { Bar } from '../charts/bar.tsx';
import { Card } from '../frame/card.tsx';
import { focusWhenScrollable } from '../frame/focus-when-scrollable.ts';
import { modelTitle } from './model-title.ts';
import type { ShownEnsemble } from './stored-ensemble.ts';

/** How far probabilities are from frequencies: of the best single model, the ensemble, and after its temperature. */
export function CalibrationCard({ report }: ShownEnsemble) {
  const { calibration, temperature } = report;
  if (calibration === null || temperature === null) return null;
  const split = judgedSplit(report);
  const rows = [
    {
      title: `best single, ${modelTitle(report.bestSingle.trial)}`,
      of: judged(calibration.bestSingle),
      look: 'line-6',
    },
    { title: 'ensemble', of: judged(calibration.before), look: 'line-1' },
    { title: `at temperature ${temperature.toFixed(2)}`, of: judged(calibration.after), look: 'best' },
  ];
  const most = {
    ece: Math.max(...rows.map(({ of }) => of.ece)),
    nll: Math.max(...rows.map(({ of }) => of.nll)),
  };
  return (
    <Card title="Reliability before and after" note={`on ${split}; shorter is better`}>
      <div class="scroll" ref={focusWhenScrollable}>
        <table>
          <thead>
            <tr>
              <th scope="col">model</th>
              <th scope="col">calibration error</th>
              <th scope="col">log loss</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ title, of: { ece, nll }, look }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td>
                  <Bar share={most.ece === 0 ? 0 : ece / most.ece} text={formatShare(ece)} look={look} />
                </td>
                <td>
                  <Bar share={most.nll === 0 ? 0 : nll / most.nll} text={formatNumber(nll)} look={look} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
