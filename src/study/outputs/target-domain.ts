import type { TargetTransformName } from '../study-spec.ts';

/** The lower bounds of targets; a power takes any number. */
const bounds: Readonly<Partial<Record<TargetTransformName, number>>> = { log: 0, log1p: -1 };

/** The largest count whose neighbours a 32-bit float tells apart. */
const largestCount = 2 ** 24;

/** The parts of a data request that constrain a target. */
interface TargetRequest {
  readonly targetTransform?: TargetTransformName | undefined;
  readonly isCount?: boolean | undefined;
}

/** The constraint that a target outside the domain of its transform or task breaks; undefined for one inside, and for NaN. */
export function brokenTarget(
  value: number,
  { targetTransform, isCount = false }: TargetRequest,
): string | undefined {
  if (isCount && !Number.isNaN(value) && !isWhole(value)) {
    return `must be a whole number from 0 to ${largestCount}, because data.task is count`;
  }
  const bound = targetTransform && bounds[targetTransform];
  if (bound === undefined || !(value <= bound)) return undefined;
  return `must be above ${bound}, because data.targetTransform is ${targetTransform}`;
}

function isWhole(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= largestCount;
}
