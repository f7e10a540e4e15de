import type { ParameterConstraints } from '../study/parameter-constraint.ts';
import { exportedConstraints, isNames } from './exported-constraints.ts';
import { exportedMetrics, type MetricDescription, metricFault } from './exported-metrics.ts';
import { thrownText } from './thrown-text.ts';

/** Plain data about a user module's exports: safe to send between threads, without the module's code. */
export interface ModuleDescription {
  readonly names: readonly string[];
  readonly types: Readonly<Record<ExportedFunction, string>>;
  readonly parameters: Described<ParameterConstraints>;
  readonly frozen: Described<readonly string[]>;
  readonly metrics: Described<readonly MetricDescription[]>;
  /** The value in place of a function, for messages. */
  readonly loss: unknown;
}

/** Exports whose `typeof` is described. */
type ExportedFunction = 'build' | 'run' | 'loss' | 'onEpochEnd';

/** An export that is absent, valid, or invalid with its value for messages. */
export type Described<T> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'invalid'; readonly shown: unknown }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads every export once; a getter or a proxy that throws is described too. */
export function describeModule(exported: Readonly<Record<string, unknown>>): ModuleDescription {
  const { build, run, loss, onEpochEnd } = exported;
  return {
    names: Object.keys(exported),
    types: { build: typeof build, run: typeof run, loss: typeof loss, onEpochEnd: typeof onEpochEnd },
    parameters: describe(exported.parameters, exportedConstraints),
    frozen: describe(exported.frozen, (value) => (isNames(value) ? [...value] : undefined)),
    metrics: describe(exported.metric, exportedMetrics, metricFault),
    loss: shownValue(loss),
  };
}

function describe<T>(
  value: unknown,
  read: (value: unknown) => T | undefined,
  show: (value: unknown) => unknown = (each) => each,
): Described<T> {
  if (value === undefined) return { kind: 'absent' };
  try {
    const found = read(value);
    // A trap or a getter may return a value that cannot be cloned.
    if (found !== undefined) return { kind: 'valid', value: structuredClone(found) };
    return { kind: 'invalid', shown: shownValue(show(value)) };
  } catch (error) {
    return { kind: 'unreadable', reason: thrownText(error) };
  }
}

/** The value as JSON would hold it, or the name of its type. */
function shownValue(value: unknown): unknown {
  try {
    const json = JSON.stringify(value);
    return json === undefined ? typeof value : JSON.parse(json);
  } catch {
    return typeof value;
  }
}
