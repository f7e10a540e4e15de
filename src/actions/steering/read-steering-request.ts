import { UsageError } from '../../faults/errors.ts';
import { shownValue } from '../../faults/shown-value.ts';
import { recordFindings } from '../../records/record-findings.ts';
import type { SteeringRequest } from '../../reports/dashboard/steering.ts';

/** A request as it was given, by a program or over the network. UsageError with a line for each field that is wrong. */
export function readSteeringRequest(given: unknown): SteeringRequest {
  const faults = recordFindings('request', given).map(({ path, constraint, value }) => {
    const field = ['request', ...path].join('.');
    return `${field}: ${constraint}${value === undefined ? '' : `, got ${shownValue(value)}`}`;
  });
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
  return given as SteeringRequest;
}
