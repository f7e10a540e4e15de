import { Card } from '../frame/card.tsx';
import { studyId } from '../state/address.ts';
import { Fragment } from './fragment.tsx';
import { type PageQuery, type ReportPage, useReportPage } from './report-page.ts';
import './reports.css';

interface ReportCardProps {
  readonly title: string;
  /** The kind of page in the server's addresses. */
  readonly kind: string;
  readonly query?: PageQuery;
  /** Its content, and what it takes to compute it, in one or two sentences. */
  readonly about: string;
  readonly command: string;
  readonly prepare?: (root: HTMLElement) => void;
}

/** A report that the server computes when it is asked to. */
export function ReportCard({ title, kind, query, about, command, prepare }: ReportCardProps) {
  const [page, compute] = useReportPage(studyId.value as number, kind, query);
  const isShown = page.state === 'shown';
  const again = (
    <button type="button" class="quiet-button" onClick={compute}>
      compute anew
    </button>
  );
  return (
    <Card
      title={title}
      command={command}
      isWide
      height={isShown ? 0 : 160}
      isLoading={page.state === 'asking'}
      {...(isShown && { controls: again })}
    >
      {isShown ? (
        <Fragment markup={page.markup} {...(prepare && { prepare })} />
      ) : (
        <Uncomputed page={page} about={about} compute={compute} />
      )}
    </Card>
  );
}

interface UncomputedProps {
  readonly page: ReportPage;
  readonly about: string;
  compute(): void;
}

function Uncomputed({ page, about, compute }: UncomputedProps) {
  if (page.state === 'computing') return <Computing {...page} />;
  return (
    <div class="uncomputed">
      {page.state === 'failed' && (
        <p class="field-fault" role="alert">
          {page.error}
        </p>
      )}
      <p>{about}</p>
      <button type="button" class="chip is-strong" onClick={compute}>
        {page.state === 'failed' ? 'Try again' : 'Compute it'}
      </button>
    </div>
  );
}

function Computing({ job: { state, step, share } }: Extract<ReportPage, { state: 'computing' }>) {
  const text = state === 'waiting' ? 'waits for the job before it' : (step ?? 'computing');
  return (
    <div class="uncomputed" role="status">
      <p>{text} …</p>
      {share === null ? <progress aria-label={text} /> : <progress value={share} aria-label={text} />}
    </div>
  );
}
