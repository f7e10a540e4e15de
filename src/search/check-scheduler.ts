import { type Fault, FaultsError, UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { schedulers } from '../schedulers/catalogue.ts';
import type { Scheduler } from '../schedulers/scheduler.ts';
import { halvingOf } from '../schedulers/study-scheduler.ts';
import type { ReadSpace } from '../space-file/parse-space.ts';
import { methodName } from '../study/search/method-spec.ts';
import { schedulerMethod } from '../study/search/search-spec.ts';
import type { StudySpec } from '../study/study-spec.ts';
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
  const { secondsPerTrial } = spec.training;
  if (secondsPerTrial !== undefined) {
    const constraint = `must be left out with ${value}, which compares trials after equal numbers of epochs`;
    return { field: 'training.secondsPerTrial', constraint, value: secondsPerTrial };
  }
  if (spec.model.kind === 'objective') {
    const constraint = `must be ${withoutRungs().join(' or ')} for a function, whose trials cannot stop and resume`;
    return { field: 'search.scheduler', constraint, value };
  }
  if (halving.brackets.some(({ rungs }) => rungs.length > 1)) return undefined;
  const minEpochs = typeof method === 'string' ? undefined : method.minEpochs;
  if (minEpochs === undefined) {
    return { field: 'search.scheduler', constraint: 'must go with a training.maxEpochs above 1', value };
  }
  const constraint = `must be at most ${Math.floor(maxEpochs / halving.eta)}: times eta (${halving.eta}) it must not exceed training.maxEpochs (${maxEpochs})`;
  return { field: 'search.scheduler.minEpochs', constraint, value: minEpochs };
}

function withoutRungs(): string[] {
  const all = Object.entries<Scheduler>(schedulers);
  return all.filter(([, { halving }]) => halving === undefined).map(([name]) => name);
}
