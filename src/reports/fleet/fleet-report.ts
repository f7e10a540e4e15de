/** The workers that could train at one time. */
export interface FleetReport {
  readonly machines: number;
  readonly workers: number;
  /** Number of trials that they run at once. */
  readonly slots: number;
}

export function fleetOf(workers: readonly { readonly host: string; readonly slots: number }[]): FleetReport {
  const machines = new Set(workers.map(({ host }) => host)).size;
  const slots = workers.reduce((sum, worker) => sum + worker.slots, 0);
  return { machines, workers: workers.length, slots };
}
