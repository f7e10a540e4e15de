import { useEffect } from 'preact/hooks';
import type { SteeringRequest, StoredRequest } from '../../reports/dashboard/steering.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { Card } from '../frame/card.tsx';
import { focusWhenScrollable } from '../frame/focus-when-scrollable.ts';
import { momentText } from '../frame/number-words.ts';
import { addressOf, studyId } from '../state/address.ts';
import { requestsChanged } from './requests-state.ts';
import { getRequests } from './steering-api.ts';

/** Asked again this often while a request waits for its answer. */
const waitingEachMs = 1000;

/** The requests to the study, the latest first, each with its answer. */
export function RequestsCard() {
  const id = studyId.value as number;
  const { value, error, reload } = useLoaded(() => getRequests(id), [id, requestsChanged.value]);
  const waits = value?.some(({ answer }) => answer === null) ?? false;
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(reload, waitingEachMs);
    return () => clearInterval(timer);
  }, [waits, reload]);
  return (
    <Card
      title="Requests"
      note={value === undefined ? '' : `${value.length} so far`}
      isLoading={value === undefined && error === undefined}
      {...(error !== undefined && { error })}
      {...(value?.length === 0 && { empty: 'Nothing was asked of this study yet.' })}
      height={120}
    >
      <ul class="asked-list" ref={focusWhenScrollable}>
        {value?.toReversed().map((request) => (
          <RequestLine key={request.id} {...request} />
        ))}
      </ul>
    </Card>
  );
}

function RequestLine({ request, askedAt, askedBy, trial, answer }: StoredRequest) {
  const tone = answer === null ? 'info' : answer.isDone ? 'pass' : 'warn';
  return (
    <li>
      <b>{requestText(request)}</b>{' '}
      <small>
        {askedBy}, {momentText(askedAt)}
      </small>
      {trial !== undefined && (
        <>
          {' '}
          <a href={addressOf({ view: 'trial', trial })}>trial {trial}</a>
        </>
      )}
      <p class={tone}>
        <span class={`badge ${tone}`}>
          {answer === null ? 'waits for the process of the search' : answer.text}
        </span>
      </p>
    </li>
  );
}

function requestText(request: SteeringRequest): string {
  switch (request.kind) {
    case 'stop':
      return 'Stop the search';
    case 'prune':
      return `Prune trial ${request.trial}`;
    case 'extend':
      return `Extend to ${request.trials} trials`;
    case 'enqueue': {
      const given = Object.entries(request.config).map(([name, value]) => `${name} ${value}`);
      return `Train ${given.length === 0 ? 'a random configuration' : given.join(', ')}`;
    }
  }
}
