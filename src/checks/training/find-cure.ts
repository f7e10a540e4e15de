import type { CheckContext } from '../check.ts';
import { type Cure, safeRates, singleCures, wholeCure } from './cures.ts';
import { planOf } from './real-run.ts';
import { type Course, trainShortly } from './short-training.ts';

/** A change that makes the middle of the space learn, and the training with it. */
export interface Cured {
  readonly cure: Cure;
  readonly course: Course;
}

/**
 * The first single change that alone makes `isCured` true of a training like the real run, or all of them together.
 * Undefined where all of them do not, which is tried first.
 */
export async function findCure(
  context: CheckContext,
  isCured: (course: Course) => boolean,
  rates: readonly number[] = safeRates,
): Promise<Cured | undefined> {
  for (const rate of rates) {
    const cure = wholeCure(context, rate);
    const course = await trainedWith(context, cure);
    if (isCured(course)) return (await singleCure(context, isCured, rates)) ?? { cure, course };
  }
  return undefined;
}

/** Undefined where no single change is enough. */
export async function singleCure(
  context: CheckContext,
  isCured: (course: Course) => boolean,
  rates: readonly number[] = safeRates,
): Promise<Cured | undefined> {
  for (const cure of await singleCures(context, rates)) {
    const course = await trainedWith(context, cure);
    if (isCured(course)) return { cure, course };
  }
  return undefined;
}

function trainedWith(context: CheckContext, change: Pick<Cure, 'config' | 'family'>): Promise<Course> {
  return trainShortly(context, { ...planOf(context), ...change });
}
