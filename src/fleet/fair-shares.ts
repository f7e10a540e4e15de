/** A study that has jobs, and the number of its trials that this worker runs now. */
export interface Demand {
  readonly studyId: number;
  readonly running: number;
}

/**
 * How many of the free slots each study gets, one after the other to the study with the fewest running trials; ties go in
 * the order of `demands`. Studies without a share are left out.
 */
export function fairShares(demands: readonly Demand[], free: number): Map<number, number> {
  const running = new Map(demands.map((demand) => [demand.studyId, demand.running]));
  const shares = new Map<number, number>();
  if (demands.length === 0) return shares;
  for (let slot = 0; slot < free; slot++) {
    const fewest = Math.min(...running.values());
    const studyId = demands.find((demand) => running.get(demand.studyId) === fewest)?.studyId as number;
    running.set(studyId, fewest + 1);
    shares.set(studyId, (shares.get(studyId) ?? 0) + 1);
  }
  return shares;
}
