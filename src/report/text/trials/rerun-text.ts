import pc from 'picocolors';
import { option } from '../../../faults/message.ts';
import type { SeedSpread } from '../../../metrics/seed-spread.ts';
import { counted } from '../../../reports/figure.ts';
import { fewestForLuck, luckText, spreadText } from '../../../reports/learned/seed-luck.ts';
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
  const { trial, metric, original, values, failed, betterThan, versions } = report;
  const count = values.length + failed;
  if (values.length === 0) {
    return `trial ${trial}: none of ${count} repetitions completed; it reached ${metric} ${formatNumber(original)}`;
  }
  const isOpen = values.length < fewestForLuck && betterThan === values.length;
  return [
    `trial ${trial}, trained ${count} times anew on the same split: ${spreadText(report)}${failed > 0 ? `; ${failed} failed` : ''}`,
    `${luckText(report)}${isOpen ? `; ${inCommandWords([option('seeds')])} takes more` : ''}`,
    ...versions.map(describeChange),
  ].join('\n');
}

/** The kept spread of a trial, as `show` has it. */
export function renderKeptSpread(seeds: SeedSpread): string {
  return `trained ${counted(seeds.values.length, 'time')} anew with other seeds: ${spreadText(seeds)}; ${luckText(seeds)}`;
}
