import { counted } from '../../../reports/figure.ts';
import type { FleetReport } from '../../../reports/fleet/fleet-report.ts';

/** "3 machines, 12 slots", or what a search without workers waits for. */
export function fleetText({ machines, workers, slots }: FleetReport): string {
  if (workers === 0) return 'no worker is there: the trials wait for one';
  const each = workers === machines ? '' : `, ${counted(workers, 'worker')}`;
  return `${counted(machines, 'machine')}${each}, ${counted(slots, 'slot')}`;
}
