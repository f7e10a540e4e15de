/** A range of allowed values, inclusive; one end may be open. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Constraints on trials by the name of a metric, or `parameters` for the number of weights that are trained or not. */
export type Where = Readonly<Record<string, Bounds>>;

/** A constraint that a trial breaks. */
export interface BrokenBound {
  readonly name: string;
  /** Undefined when the trial has no such value. */
  readonly value: number | undefined;
  readonly bounds: Bounds;
}

type Measured = { readonly metrics: Readonly<Record<string, number>>; readonly parameters: number | null };

/** The constraints that a trial breaks; a value that it lacks breaks its constraint. */
export function brokenBounds(where: Where | undefined, { metrics, parameters }: Measured): BrokenBound[] {
  return Object.entries(where ?? {}).flatMap(([name, bounds]) => {
    const value = name === 'parameters' ? (parameters ?? undefined) : metrics[name];
    return value !== undefined && isWithin(value, bounds) ? [] : [{ name, value, bounds }];
  });
}

/** The outcome, marked where it breaks a constraint; only a complete one can. */
export function markInfeasible<Outcome extends { readonly state: string }>(
  outcome: Outcome,
  where: Where | undefined,
): Outcome {
  if (outcome.state !== 'complete') return outcome;
  const isInfeasible = brokenBounds(where, outcome as unknown as Measured).length > 0;
  return isInfeasible ? { ...outcome, infeasible: true } : outcome;
}

/** "at least 0.8", "from 1 to 4". */
export function boundsInWords({ min, max }: Bounds): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `from ${min} to ${max}`;
}

/** Why a model is refused before its training; undefined when its number of parameters is allowed. */
export function whyTooLarge(where: Where | undefined, parameters: number): string | undefined {
  const bounds = where?.parameters;
  if (bounds === undefined || isWithin(parameters, bounds)) return undefined;
  return tooLarge(parameters, bounds);
}

/**
 * True for the failure of a trial whose model was refused for its number of parameters: `rejected`, with exactly the
 * message of these constraints, because a user's error may speak of them too.
 */
export function isTooLarge(
  where: Where | undefined,
  failure: { readonly kind: string; readonly message: string } | null,
): boolean {
  const bounds = where?.parameters;
  if (bounds === undefined || failure?.kind !== 'rejected') return false;
  const parameters = /\d+/.exec(failure.message)?.[0];
  return failure.message === tooLarge(Number(parameters), bounds);
}

function tooLarge(parameters: number, bounds: Bounds): string {
  return `the model has ${parameters} parameters, and where.parameters allows ${boundsInWords(bounds)}`;
}

function isWithin(value: number, { min, max }: Bounds): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}
