import pc from 'picocolors';
import { option } from '../../../faults/message.ts';
import type {
  RerunDifference,
  RerunReport,
  SpreadReport,
  VersionChange,
} from '../../../reports/rerun-report.ts';
import { inCommandWords } from '../parts/command-words.ts';
import { formatNumber } from '../parts/format.ts';

/** One line: identical, or the first difference; and its possible reason. */
export function renderRerun(report: RerunReport): string {
  const { trial, identical, difference, versions } = report;
  const first = identical
    ? `${pc.green('identical')}: ${describeSame(report)}`
    : `${pc.red('different')}: trial ${trial} ${difference === null ? 'ends with other weights, after the same metrics' : describe(difference)}`;
  return [first, ...versions.map(describeChange)].join('\n');
}

function describeSame({ trial, end, epochs, weights }: RerunReport): string {
  const count = `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;
  if (end === 'pruned') return `the ${count} of trial ${trial} until it was pruned, every metric the same`;
  if (end !== 'complete') return `trial ${trial} fails the same way after ${count}: ${end}`;
  const told = weights === 'identical' ? ', and the same weights' : '; its weights were not kept';
  return `${count}, every metric the same${told}`;
}

function describe({ epoch, what, recorded, again }: RerunDifference): string {
  const [one, other] = [recorded, again].map((each) => each ?? 'nothing');
  if (epoch === null) return `ended otherwise (${what}): ${one} then, ${other} now`;
  return `differs first at epoch ${epoch}, in ${what}: ${one} then, ${other} now`;
}

function describeChange({ package: name, before, now }: VersionChange): string {
  return `note: ${name} was ${before} then, and is ${now ?? 'not in use'} now: the last bits may be others`;
}

/** The spread of a configuration's results, and whether the trial was lucky. */
export function renderSpread(report: SpreadReport): string {
  const { trial, metric, original, values, failed, mean, std, interval, min, max, versions } = report;
  const count = values.length + failed;
  if (mean === null || min === null || max === null) {
    return `trial ${trial}: none of ${count} repetitions completed; it reached ${metric} ${formatNumber(original)}`;
  }
  const range = values.length === 1 ? '' : `, from ${formatNumber(min)} to ${formatNumber(max)}`;
  const around = std === null ? '' : ` ± ${formatNumber(std)}`;
  const of =
    interval === null
      ? ''
      : `; 95 % interval of the mean: ${formatNumber(interval.low)} to ${formatNumber(interval.high)}`;
  return [
    `trial ${trial}, trained ${count} times anew on the same split: ${metric} ${formatNumber(mean)}${around}${range}${of}${failed > 0 ? `; ${failed} failed` : ''}`,
    verdict(report, mean),
    ...versions.map(describeChange),
  ].join('\n');
}

function verdict({ original, values, betterThan, isBest }: SpreadReport, mean: number): string {
  const own = `its own ${formatNumber(original)} is better than ${betterThan} of ${values.length}`;
  if (betterThan < values.length) return `${own}: no more than the configuration gives`;
  const way = `expect ${formatNumber(mean)} of the configuration`;
  return values.length < 3
    ? `${own}: too few to tell; ${inCommandWords([option('seeds')])} takes more`
    : isBest
      ? `${own}: chosen for being the best, it was partly luck; ${way}`
      : `${own}: its seed was a good one; ${way}`;
}
