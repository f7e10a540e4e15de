import { useEffect } from 'preact/hooks';
import { curvesCsv } from '../../plots/curves/curves-csv.ts';
import { whyNoCurves } from '../../plots/curves/describe-curves.ts';
import { splitCurves } from '../../plots/curves/shown-curves.ts';
import { Card } from '../frame/card.tsx';
import { changeSettings } from '../state/address.ts';
import { head, troubles, view } from '../state/study-state.ts';
import { CurvesPicture, curvesHeight } from './curves-picture.tsx';
import {
  chooseMetric,
  curves,
  followMetric,
  isZoomed,
  metric,
  metricTrouble,
  shown,
  words,
} from './curves-state.ts';
import './curves.css';

/** Learning curves of all trials, of those that run too: as density, with the best, the picked and the median as lines. */
export function CurvesCard() {
  useEffect(followMetric, []);
  const found = curves.value;
  const study = view.value;
  const trouble = metricTrouble.value ?? troubles.value.curves;
  const note = words.value?.note ?? '';
  const empty = found && whyNoCurves(found);
  const csv = () => {
    if (shown.value === undefined) return '';
    const [members] = splitCurves(shown.value, view.value?.selected);
    return curvesCsv(shown.value.curves, members);
  };
  return (
    <Card
      title="Learning curves"
      note={note}
      csv={csv}
      csvName="curves.csv"
      controls={<CurveControls />}
      isLoading={study === undefined || found === undefined}
      height={curvesHeight + 24}
      {...(empty !== undefined && { empty })}
      {...(trouble !== undefined && found === undefined && { error: trouble })}
    >
      <CurvesPicture />
      <p class="curve-legend" aria-hidden="true">
        {study?.head.best != null && <span class="is-best">best</span>}
        <span class="is-trial">all, darker is better</span>
        <span class="is-median">median and middle half of those still training</span>
      </p>
    </Card>
  );
}

function CurveControls() {
  const study = head.value;
  if (study === undefined) return null;
  const others = study.metrics.filter((name) => name !== study.objective.metric);
  return (
    <>
      {others.length > 0 && (
        <label class="picture-choice">
          metric
          <select value={metric.value} onChange={(event) => chooseMetric(event.currentTarget.value)}>
            {[study.objective.metric, ...others].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {isZoomed.value && (
        <button type="button" class="quiet-button" onClick={() => changeSettings({ zoom: undefined })}>
          show all
        </button>
      )}
    </>
  );
}
