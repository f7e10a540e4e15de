import type { Distribution, DistributionOf, Grid } from './distribution.ts';
import type { FaultList } from './fault-list.ts';
import type { Path } from './space-document.ts';

/** Adds what is wrong between the fields of one distribution, each of which obeys the schema. */
export function addDistributionFaults(distribution: Distribution, path: Path, faults: FaultList): void {
  switch (distribution.type) {
    case 'fixed':
      return;
    case 'choice':
      return addChoiceFaults(distribution, path, faults);
    default: {
      const { min, max } = distribution;
      if (min === undefined || max === undefined) return;
      if (min >= max) return addEmptyRange(min, max, path, faults);
      if (distribution.type === 'int' || distribution.type === 'uniform')
        addStepFault(distribution, path, faults);
    }
  }
}

function addEmptyRange(min: number, max: number, path: Path, faults: FaultList): void {
  const single = `to fix it, write "${String(path.at(-1))}": ${min}`;
  faults.add([...path, 'min'], `must be below max (${max})`, min === max ? single : undefined);
}

function addStepFault(grid: Grid, path: Path, faults: FaultList): void {
  const { min, max, step } = grid;
  if (step === undefined) return;
  const steps = (max - min) / step;
  // Decimal steps divide decimal ranges up to rounding; written so that an infinite range does not pass either.
  if (steps > 0.5 && Math.abs(steps - Math.round(steps)) <= 1e-9 * Math.max(1, steps)) return;
  const fitting = [Math.floor(steps), Math.ceil(steps)].filter((whole) => whole > 0);
  const maxima = fitting.map((whole) => Number((min + whole * step).toPrecision(12)));
  faults.add(
    [...path, 'step'],
    `must divide the range from ${min} to ${max} evenly`,
    `max ${maxima.join(' or ')} would fit`,
  );
}

function addChoiceFaults({ values, weights }: DistributionOf<'choice'>, path: Path, faults: FaultList): void {
  for (const [index, value] of values.entries()) {
    if (values.indexOf(value) < index)
      faults.add([...path, 'values', index], 'must not repeat an earlier value');
  }
  if (weights === undefined) return;
  const field = [...path, 'weights'];
  if (weights.length !== values.length) {
    faults.add(field, `must give one weight for each of the ${values.length} values`);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) faults.add(field, 'must not all be zero');
  if (!Number.isFinite(total)) faults.add(field, 'must have a finite sum');
}
