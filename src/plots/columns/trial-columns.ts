import { type TrialOrigin, type TrialState, trialOrigins } from '../../study/trial.ts';
import { type BlockBytes, type ColumnBlock, decodeBlock, encodeBlock } from './column-block.ts';

/** States and origins by the number that a column has for them. */
export const stateCodes = [
  'waiting',
  'running',
  'complete',
  'pruned',
  'failed',
] as const satisfies TrialState[];
export const originCodes: readonly TrialOrigin[] = trialOrigins;

/** Bits of `flags`. */
export const trialFlags = {
  infeasible: 1,
  outOfTime: 2,
  isTied: 4,
  isProvisional: 8,
  hasWeights: 16,
} as const;

/**
 * Trials as columns, one entry a trial, in the order of their numbers; NaN is missing, and so is the largest number of
 * an integer column. Times are seconds since 1970 by the database's clock.
 */
export interface TrialColumns {
  readonly trial: Uint32Array;
  /** Places in `stateCodes` and `originCodes`. */
  readonly state: Uint8Array;
  readonly origin: Uint8Array;
  readonly flags: Uint8Array;
  readonly value: Float64Array;
  readonly standardError: Float64Array;
  readonly epochs: Float64Array;
  readonly bestEpoch: Float64Array;
  readonly parameterCount: Float64Array;
  readonly seconds: Float64Array;
  /** When its last attempt began and when the trial ended. */
  readonly startedAt: Float64Array;
  readonly endedAt: Float64Array;
  /** The trial that it comes from. */
  readonly parent: Uint32Array;
  /** Place of the failure's kind in `head.failures`, plus 1; 0 for none. */
  readonly failure: Uint8Array;
  /** By parameter: its number, or the place of its value in the axis' `values`. NaN where it is not active. */
  readonly parameters: Readonly<Record<string, Float64Array>>;
  /** By metric. */
  readonly metrics: Readonly<Record<string, Float64Array>>;
}

/** Marks a missing number in a column of integers. */
export const missingInteger = 0xffff_ffff;

interface Head {
  readonly parameters: readonly string[];
  readonly metrics: readonly string[];
}

const own = [
  'trial',
  'state',
  'origin',
  'flags',
  'value',
  'standardError',
  'epochs',
  'bestEpoch',
  'parameterCount',
  'seconds',
  'startedAt',
  'endedAt',
  'parent',
  'failure',
] as const satisfies readonly (keyof TrialColumns)[];

/** Trials as the bytes of a column block. */
export function encodeTrials(trials: TrialColumns): Uint8Array<ArrayBuffer> {
  const columns: Record<string, ColumnBlock['columns'][string]> = {};
  for (const name of own) columns[name] = trials[name];
  for (const [name, values] of Object.entries(trials.parameters)) columns[`parameter:${name}`] = values;
  for (const [name, values] of Object.entries(trials.metrics)) columns[`metric:${name}`] = values;
  const head: Head = { parameters: Object.keys(trials.parameters), metrics: Object.keys(trials.metrics) };
  return encodeBlock({ head, columns });
}

/** The trials of such bytes, which they share. */
export function decodeTrials(bytes: BlockBytes): TrialColumns {
  const { head, columns } = decodeBlock<Head>(bytes);
  const named = (kind: string, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, columns[`${kind}:${name}`]]));
  return {
    ...Object.fromEntries(own.map((name) => [name, columns[name]])),
    parameters: named('parameter', head.parameters),
    metrics: named('metric', head.metrics),
  } as unknown as TrialColumns;
}
