import type { Division, Routine } from './routine.ts';

/** Along which operand a call is divided, in multiples of `unit` but for the last part. */
interface Rule<Name extends string> {
  readonly along: Name;
  readonly unit: number;
  /** Each thing adds these numbers to other operands, such as addresses. */
  readonly steps: Readonly<Partial<Record<Name, number>>>;
  readonly work: number;
}

/** A float that is read and written takes as long as so many multiplications. */
export const passWork = 16;
/** Floats that are not divided: a line of the cache, so that no two threads write to the same one. */
export const passUnit = 16;

/** The routine with a division of its calls, whose rule follows from the values of their operands. */
export function divided<Name extends string>(
  routine: Routine<Name>,
  ruleOf: (value: (name: NoInfer<Name>) => number) => Rule<NoInfer<Name>>,
): Routine<Name> {
  const names = Object.keys(routine.parameters) as Name[];
  const places = Object.fromEntries(names.map((name, index) => [name, index])) as Record<Name, number>;
  const ruleFor = (operands: readonly number[]) => ruleOf((name) => operands[places[name]] as number);
  const partOf = (operands: readonly number[], first: number, length: number) => {
    const { along, steps } = ruleFor(operands);
    const part = [...operands];
    for (const [name, step] of Object.entries(steps) as [Name, number][])
      part[places[name]] = (operands[places[name]] as number) + first * step;
    part[places[along]] = length;
    return part;
  };
  const division: Division = {
    work: (operands) => ruleFor(operands).work,
    partOf,
    partsOf(operands, count) {
      const { along, unit } = ruleFor(operands);
      const shares = sharesOf(operands[places[along]] as number, unit, count);
      return shares.map(([first, length]) => partOf(operands, first, length));
    },
  };
  return { ...routine, division };
}

/** The start and length of each of up to `count` shares of a length, in multiples of `unit` but for the last. */
export function sharesOf(length: number, unit: number, count: number): [number, number][] {
  const share = unit * Math.ceil(length / unit / count);
  const starts = Array.from({ length: Math.ceil(length / share) }, (_, index) => index * share);
  return starts.map((start) => [start, Math.min(share, length - start)]);
}
