import type { StoredRequest } from '../../reports/dashboard/steering.ts';
import { requestsChanged } from './requests-state.ts';

/** What became of a request: its answer where there is one already, else `otherwise`. */
export function told({ answer }: StoredRequest, otherwise: string): string {
  requestsChanged.value += 1;
  return answer?.text ?? otherwise;
}
