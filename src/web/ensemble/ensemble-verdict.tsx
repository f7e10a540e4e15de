import { formatMetric } from '../../metrics/number-format.ts';
import { judged, judgedSplit, judgedSplits } from '../../reports/ensemble-report.ts';
import { fifthMemberVerdict, verdict } from '../../reports/ensembles/ensemble-verdict.ts';
import { focusWhenScrollable } from '../frame/focus-when-scrollable.ts';
import { modelTitle } from './model-title.ts';
import type { ShownEnsemble } from './stored-ensemble.ts';

/** The gain in words, and the metrics beside those of the best single model. */
export function EnsembleVerdict({ ensemble: { report, createdAt } }: { readonly ensemble: ShownEnsemble }) {
  const { bestSingle, members, temperature } = report;
  const splits = judgedSplits.filter((split) => report[split] !== null);
  const rows = splits.flatMap((split) =>
    Object.entries(report[split] ?? {}).map(([name, value]) => ({
      title: `${split} ${name}`,
      single: formatMetric(name, bestSingle[split]?.[name] ?? Number.NaN),
      ensemble: formatMetric(name, value),
      isJudged: split === judgedSplit(report),
    })),
  );
  return (
    <div class="ensemble-verdict">
      <div>
        <p>{verdict(report)}</p>
        <p>{fifthMemberVerdict(report)}</p>
        {temperature !== null && temperature !== 1 && (
          <p>
            Its probabilities are brought to a temperature of {temperature.toFixed(2)}: it is{' '}
            {temperature > 1 ? 'too sure without it' : 'not sure enough without it'}.
          </p>
        )}
        <p class="quiet">
          {report.method}, {members.length} of {report.candidates.length} candidates, made{' '}
          {createdAt.slice(0, 16).replace('T', ' ')} UTC
          {judged(report) === report.validation ? '; there are no test rows, so validation flatters it' : ''}
        </p>
      </div>
      <div class="scroll" ref={focusWhenScrollable}>
        <table>
          <thead>
            <tr>
              <th scope="col">metric</th>
              <th scope="col" class="number">
                best single, {modelTitle(bestSingle.trial)}
              </th>
              <th scope="col" class="number">
                ensemble of {members.length}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ title, single, ensemble, isJudged }) => (
              <tr key={title} class={isJudged ? 'is-judged' : ''}>
                <th scope="row">{title}</th>
                <td class="number">{single}</td>
                <td class="number">{ensemble}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
