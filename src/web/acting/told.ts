import { requestsChanged } from './requests-state.ts';
import type { AskedRequest } from './steering-api.ts';

/** The answer to a request where there is one already, else the note on who takes it up. */
export function told({ request: { answer }, note }: AskedRequest): string {
  requestsChanged.value += 1;
  const text = answer?.text ?? note;
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`;
}
