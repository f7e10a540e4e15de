import { requestsChanged } from './requests-state.ts';
import type { AskedRequest } from './steering-api.ts';

/** What became of a request: its answer where there is one already, else what happens to it. */
export function told({ request: { answer }, note }: AskedRequest): string {
  requestsChanged.value += 1;
  const text = answer?.text ?? note;
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`;
}
