import { useEffect } from 'preact/hooks';
import type { JobReport } from '../../reports/dashboard/job-report.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { Card } from '../frame/card.tsx';
import { focusWhenScrollable } from '../frame/focus-when-scrollable.ts';
import { momentText } from '../frame/number-words.ts';
import { studyId } from '../state/address.ts';
import { mayAct } from '../state/token.ts';
import { jobsChanged } from './requests-state.ts';
import { cancelJob, getJobs } from './steering-api.ts';

const runningEachMs = 1000;

/** The actions that the server runs beside the search for this study, the latest first; views show their own pages. */
export function JobsCard() {
  const { value, error, reload } = useLoaded(() => getJobs(), [jobsChanged.value]);
  const jobs = value
    ?.filter(({ study, name }) => study === studyId.value && !name.startsWith('page:'))
    .toReversed();
  const isBusy = jobs?.some(({ endedAt }) => endedAt === null) ?? false;
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(reload, runningEachMs);
    return () => clearInterval(timer);
  }, [isBusy, reload]);
  return (
    <Card
      title="Jobs"
      note="beside the search, one at a time"
      isLoading={value === undefined && error === undefined}
      {...(error !== undefined && { error })}
      {...(jobs?.length === 0 && { empty: 'Nothing was started from this page yet.' })}
      height={120}
    >
      <ul class="asked-list" ref={focusWhenScrollable}>
        {jobs?.map((job) => (
          <JobLine key={job.id} {...job} />
        ))}
      </ul>
    </Card>
  );
}

const tones = { waiting: 'info', running: 'info', done: 'pass', failed: 'fail', cancelled: 'warn' } as const;

function JobLine(job: JobReport) {
  const { id, name, options, state, step, share, askedAt, endedAt, text } = job;
  const tone = tones[state];
  const given = Object.entries(options).map(([option, value]) => `${option} ${value}`);
  const cancel = async () => {
    await cancelJob(id);
    jobsChanged.value += 1;
  };
  return (
    <li>
      <b>{name}</b> <span class="quiet">{given.join(', ')}</span> <small>{momentText(askedAt)}</small>
      <div class="job-state">
        <span class={`badge ${tone}`}>{state === 'running' && step !== null ? step : state}</span>
        {share !== null && endedAt === null && <progress value={share} aria-label={`${name}: share done`} />}
        {endedAt === null && mayAct.value && (
          <button type="button" class="quiet-button" onClick={() => void cancel()}>
            cancel
          </button>
        )}
      </div>
      {text !== null && <JobText text={text} isFault={state === 'failed'} />}
    </li>
  );
}

function JobText({ text, isFault }: { readonly text: string; readonly isFault: boolean }) {
  return text.includes('\n') ? (
    <pre ref={focusWhenScrollable}>{text}</pre>
  ) : (
    <p class={isFault ? 'field-fault' : ''}>{text}</p>
  );
}
