import type { TargetTransformName } from '../study-spec.ts';

/** The lower bounds of targets; a power takes any number. */
const bounds: Readonly<Partial<Record<TargetTransformName, number>>> = { log: 0, log1p: -1 };

/** The constraint that a target outside a transform's domain breaks; undefined for one inside, and for NaN. */
export function brokenDomain(value: number, name: TargetTransformName | undefined): string | undefined {
  const bound = name && bounds[name];
  if (bound === undefined || !(value <= bound)) return undefined;
  return `must be above ${bound}, because data.targetTransform is ${name}`;
}
