import { hidesCharacters } from '../faults/visible-text.ts';
import { longestText } from '../study/limits.ts';
import { isBetter, type Objective } from '../study/objective.ts';
import type { EpochRecord, Failure, Metrics } from '../study/trial.ts';

/** Metrics that can be recorded, or the failure that explains why they cannot. */
export type Judged =
  | { readonly metrics: Metrics; readonly failure?: undefined }
  | { readonly failure: Failure };

/** Checks a value that a function reported or returned: the objective's number, alone or among others. */
export function metricsOf(given: unknown, metric: string, verb: 'report' | 'return'): Judged {
  const metrics = typeof given === 'number' ? { [metric]: given } : given;
  if (!isNumbers(metrics) || !Object.hasOwn(metrics, metric)) {
    const message = `run must ${verb} a number, or an object of numbers that has ${metric}, and gave ${typeof given === 'string' ? `the text '${brief(given)}'` : brief(given)}`;
    return { failure: { kind: 'crash', message } };
  }
  const long = Object.keys(metrics).find((name) => name.length > longestText);
  if (long !== undefined) {
    const message = `a metric's name has at most ${longestText} characters, and ${brief(long)} has ${long.length}`;
    return { failure: { kind: 'rejected', message } };
  }
  const hidden = Object.keys(metrics).find((name) => name.trim() === '' || hidesCharacters(name));
  if (hidden !== undefined) {
    const message = `the names of metrics must be characters that can be seen, on one line, and one is ${JSON.stringify(hidden)}`;
    return { failure: { kind: 'crash', message } };
  }
  const [strange] = Object.entries(metrics).filter(([, value]) => !Number.isFinite(value));
  if (strange === undefined) return { metrics: { ...metrics } };
  const [name, value] = strange;
  return { failure: { kind: 'diverged', message: `${brief(name)} is ${value}; it must be finite` } };
}

/** For a function that returns nothing, its best report is the result. */
export function judgeReturned(
  returned: unknown,
  history: readonly EpochRecord[],
  objective: Objective,
): Judged {
  if (returned !== undefined && returned !== null) return metricsOf(returned, objective.metric, 'return');
  const best = bestStep(history, objective);
  if (best !== undefined) return { metrics: best.metrics };
  return { failure: { kind: 'crash', message: 'run returned no value, and reported none' } };
}

/** The best step; the first one if several are equal. */
export function bestStep(
  history: readonly EpochRecord[],
  { metric, direction }: Objective,
): EpochRecord | undefined {
  const reached = ({ metrics }: EpochRecord) => metrics[metric] as number;
  return history.reduce<EpochRecord | undefined>(
    (best, step) => (best === undefined || isBetter(direction, reached(step), reached(best)) ? step : best),
    undefined,
  );
}

function isNumbers(value: unknown): value is Readonly<Record<string, number>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.values(value).every((part) => typeof part === 'number');
}

function brief(value: unknown): string {
  const text =
    typeof value === 'object' && value !== null ? safeJson(value) : `${String(value).slice(0, 61)}`;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function safeJson(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'an object';
  }
}
