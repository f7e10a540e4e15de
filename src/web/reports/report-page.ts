import { useEffect, useState } from 'preact/hooks';
import type { JobReport } from '../../reports/dashboard/job-report.ts';
import { getJson, request } from '../api/request.ts';
import { sentence } from '../api/sentence.ts';
import { studyPath } from '../api/study-api.ts';

/** A page of a report as it stands. */
export type ReportPage =
  | { readonly state: 'asking' }
  /** The server has not computed it, and waits to be asked: it takes the machine some time. */
  | { readonly state: 'absent' }
  | { readonly state: 'computing'; readonly job: JobReport }
  | { readonly state: 'shown'; readonly markup: string }
  | { readonly state: 'failed'; readonly error: string };

export type PageQuery = Readonly<Record<string, string>>;

const pollEachMs = 700;

/**
 * A fragment of markup that the server computes in a process of its own. At first only one that is computed already is
 * asked for; the returned function has it computed.
 */
export function useReportPage(study: number, kind: string, query: PageQuery = {}): [ReportPage, () => void] {
  const [page, setPage] = useState<ReportPage>({ state: 'asking' });
  const [times, setTimes] = useState(0);
  const path = studyPath(study, `pages/${kind}`, {
    ...query,
    ...(times === 0 ? { known: '1' } : { again: '1' }),
  });
  useEffect(() => {
    const abort = new AbortController();
    const show = (next: ReportPage) => {
      if (!abort.signal.aborted) setPage(next);
    };
    follow(path, show, abort.signal).catch((error: unknown) =>
      show({ state: 'failed', error: sentence(error) }),
    );
    return () => abort.abort();
  }, [path, times]);
  return [page, () => setTimes((count) => count + 1)];
}

async function follow(path: string, show: (page: ReportPage) => void, signal: AbortSignal): Promise<void> {
  for (let next = path; !signal.aborted; next = path.replace(/[&?]again=1/, '')) {
    const response = await request(next, { signal });
    if (response.status === 204) return show({ state: 'absent' });
    if (response.status !== 202) return show({ state: 'shown', markup: await response.text() });
    const job = await endOf((await response.json()) as JobReport, show, signal);
    if (job?.state !== 'done') return show({ state: 'failed', error: job?.text ?? 'The job was cancelled.' });
  }
}

/** Shows the job's progress until it has ended. */
async function endOf(
  first: JobReport,
  show: (page: ReportPage) => void,
  signal: AbortSignal,
): Promise<JobReport | undefined> {
  let job: JobReport | undefined = first;
  while (job !== undefined && job.endedAt === null) {
    show({ state: 'computing', job });
    await new Promise((resolve) => setTimeout(resolve, pollEachMs));
    const jobs: readonly JobReport[] = await getJson('/api/jobs', signal);
    job = jobs.find(({ id }) => id === first.id);
  }
  return job;
}
