import { type Fault, FaultsError, UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { halvingSettings } from '../schedulers/asha.ts';
import { schedulerOf, schedulers } from '../schedulers/catalogue.ts';
import type { Scheduler } from '../schedulers/scheduler.ts';
import { halvingOf } from '../schedulers/study-scheduler.ts';
import type { ReadSpace } from '../space-file/parse-space.ts';
import { type MethodSpec, methodName } from '../study/search/method-spec.ts';
import { schedulerMethod } from '../study/search/search-spec.ts';
import type { StudySpec, WrittenSpec } from '../study/study-spec.ts';
import type { Overrides } from './prepare-spec.ts';

type SchedulerFault = Pick<Fault, 'field' | 'constraint' | 'value'>;

/** Throws for a scheduler with rungs that the study cannot have; its epochs are known only from the data. */
export function checkScheduler(
  spec: StudySpec,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
  { scheduler, pruner }: Pick<Overrides, 'scheduler' | 'pruner'> = {},
): void {
  const fault = schedulerFault(spec);
  if (fault === undefined) return;
  const flag = scheduler === undefined ? pruner && ('pruner' as const) : ('scheduler' as const);
  if (flag !== undefined && fault.field === 'search.scheduler') {
    throw new UsageError(message`${option(flag)}: ${fault.constraint}, got ${String(fault.value)}`);
  }
  throw new FaultsError([{ file, ...fault, ...locate(fault.field) }]);
}

function schedulerFault(spec: StudySpec): SchedulerFault | undefined {
  const { maxEpochs } = spec.training;
  const method = schedulerMethod(spec);
  const value = methodName(method);
  const halving = halvingOf(spec);
  if (halving === undefined) return undefined;
  if (halving.brackets.some(({ rungs }) => rungs.length > 1)) return undefined;
  const least = halvingSettings.minEpochs.default;
  const minEpochs = typeof method === 'string' ? least : method.minEpochs;
  if (minEpochs === least) {
    const needed = `must be at least ${least * halving.eta} with ${value}: minEpochs (${least}) times eta (${halving.eta})`;
    return { field: 'training.maxEpochs', constraint: needed, value: maxEpochs };
  }
  const constraint = `must be at most ${Math.floor(maxEpochs / halving.eta)}: times eta (${halving.eta}) it must not exceed training.maxEpochs (${maxEpochs})`;
  return { field: 'search.scheduler.minEpochs', constraint, value: minEpochs };
}

/** A function's number of steps is known only if the space says it, and only rungs need it. */
export function checkSteps(
  written: WrittenSpec,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
  scheduler: MethodSpec,
): void {
  const { maxEpochs } = written.training;
  const hasRungs = schedulerOf(scheduler).halving !== undefined;
  if (hasRungs === (maxEpochs !== 'auto')) return;
  const field = 'training.maxEpochs';
  const constraint = hasRungs
    ? `must be given with ${methodName(scheduler)}: the number of steps that a whole trial of the function reports`
    : `must be left out for a function, unless its scheduler has rungs (${withRungs().join(', ')})`;
  const value = hasRungs ? {} : { value: maxEpochs };
  throw new FaultsError([{ file, field, constraint, ...value, ...locate(field) }]);
}

function withRungs(): string[] {
  const all = Object.entries<Scheduler>(schedulers);
  return all.filter(([, { halving }]) => halving !== undefined).map(([name]) => name);
}
