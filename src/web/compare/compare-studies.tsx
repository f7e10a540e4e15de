import { formatDuration, formatNumber } from '../../metrics/number-format.ts';
import type { StudyOverview } from '../../plots/columns/overview-block.ts';
import { getOverview, getStudies } from '../api/study-api.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { LineChart } from '../charts/line-chart.tsx';
import { Card } from '../frame/card.tsx';
import { changeSettings, setting, studyId } from '../state/address.ts';
import { coursesOf } from './study-courses.ts';

/** This study beside others of the database: the best so far by trial and by time, and the distribution of values. */
export function CompareStudies() {
  const own = studyId.value as number;
  const list = useLoaded(() => getStudies(), []);
  const chosen = (setting('with') ?? '')
    .split(',')
    .filter((text) => /^\d{1,9}$/.test(text))
    .map(Number);
  const ids = [own, ...chosen.filter((id) => id !== own)];
  const { value, error } = useLoaded(() => Promise.all(ids.map((id) => getOverview(id))), [ids.join(',')]);
  const others = list.value?.filter(({ id }) => id !== own) ?? [];
  const toggle = (id: number) => {
    const next = chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];
    changeSettings({ with: next.join(',') });
  };
  return (
    <Card
      title="Studies"
      note={
        others.length === 0
          ? 'this is the only study of the database'
          : `${ids.length} of ${others.length + 1} studies`
      }
      isWide
      isLoading={value === undefined && error === undefined}
      {...(error !== undefined && { error })}
      command="hpsearch studies"
      height={value === undefined ? 280 : 0}
    >
      <fieldset class="study-choice">
        <legend class="unseen">Studies to compare with</legend>
        {others.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            class="chip"
            aria-pressed={chosen.includes(id)}
            onClick={() => toggle(id)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      {value !== undefined && <StudyCharts studies={value} />}
    </Card>
  );
}

function StudyCharts({ studies }: { readonly studies: readonly StudyOverview[] }) {
  const metrics = [...new Set(studies.map(({ head }) => head.objective.metric))];
  const [first] = studies;
  if (first === undefined) return null;
  const scale = first.head.objectiveScale;
  const courses = studies.map(coursesOf);
  const metric = metrics.join(' or ');
  if (courses.every(({ byTrial }) => byTrial.points.length === 0)) {
    return (
      <p class="quiet">No trial of {studies.length === 1 ? 'this study' : 'these studies'} has a value.</p>
    );
  }
  return (
    <>
      {metrics.length > 1 && (
        <p class="field-fault">
          These studies have different objectives ({metric}): their values cannot be compared.
        </p>
      )}
      <div class="small-multiples">
        <LineChart
          title="Best so far, by trial"
          xName="trials ended"
          lines={courses.map(({ byTrial }) => byTrial)}
          yScale={scale}
        />
        {courses.some(({ bySeconds }) => bySeconds.points.length > 0) && (
          <LineChart
            title="Best so far, by time"
            xName="time"
            lines={courses.map(({ bySeconds }) => bySeconds)}
            yScale={scale}
            showX={formatDuration}
          />
        )}
        <LineChart
          title={`Share of trials with ${metric} as good or better`}
          xName={metric}
          lines={courses.map(({ distribution }) => distribution)}
          xScale={scale}
          showX={formatNumber}
          showY={(share) => `${Math.round(100 * share)} %`}
        />
      </div>
    </>
  );
}
