import { formatNumber, formatValue } from '../../../metrics/number-format.ts';
import type { Axis } from '../../../plots/study-head.ts';
import type { VerdictLine } from '../../../reports/dashboard/verdict-report.ts';
import { counted } from '../../../reports/figure.ts';
import { level } from '../../../statistics/mean-interval.ts';
import { excessChance, type MarkedRegion, markedRange } from '../../../statistics/samples/shared-region.ts';
import type { Failure, Trial } from '../../../study/trial.ts';
import { hasEnded } from '../../../study/trial.ts';
import { axesOf } from '../axes.ts';
import type { JudgedStudy } from './judged-study.ts';

const wordsOf: Readonly<Record<Failure['kind'], string>> = {
  diverged: 'diverged',
  timeout: 'ran out of time',
  memory: 'ran out of memory',
  crash: 'crashed',
  rejected: 'were refused',
};

/** Failures of a larger share of the trials cost more than they show. */
const largeShare = 0.1;

/** Failures by kind, each with the region of one parameter that its trials share, where chance does not explain it. */
export function failureLines({ study, trials }: Pick<JudgedStudy, 'study' | 'trials'>): VerdictLine[] {
  const { axes } = axesOf(study.spec);
  const ended = trials.filter((trial) => hasEnded(trial) && trial.origin === undefined);
  const kinds = new Set(ended.flatMap(({ failure }) => failure?.kind ?? []));
  return [...kinds].sort().map((kind) => {
    const failed = ended.filter(({ failure }) => failure?.kind === kind);
    const region = axes
      .flatMap((axis) => regionOf(axis, ended, kind) ?? [])
      .filter(({ p }) => axes.length * kinds.size * p < 1 - level)
      .sort((one, other) => one.p - other.p)[0];
    const isWide = failed.length > largeShare * ended.length;
    const who = region?.marked === failed.length ? 'all' : `${region?.marked} of them`;
    const where = region && `, ${who} with ${region.text}: ${shareOf(region)} there`;
    return {
      topic: 'failures',
      tone: isWide || kind === 'crash' ? 'warn' : 'plain',
      text: `${failed.length} of ${counted(ended.length, 'trial')} ${wordsOf[kind]}${where ?? ''}.`,
      trials: failed.map(({ trial }) => trial),
      ...(region && { parameter: region.parameter }),
    };
  });
}

function shareOf({ marked, all }: MarkedRegion): string {
  return marked === all ? `all ${counted(all, 'trial')}` : `${marked} of the ${all} trials`;
}

interface Region extends MarkedRegion {
  readonly parameter: string;
  /** "learningRate of at least 0.06" */
  readonly text: string;
}

/** The region of one parameter with the most surprising number of such failures. */
function regionOf(axis: Axis, ended: readonly Trial[], kind: Failure['kind']): Region | undefined {
  const active = ended.filter(({ config }) => config[axis.name] !== undefined);
  const isMarked = active.map(({ failure }) => Number(failure?.kind === kind));
  const parameter = axis.name;
  if (axis.kind === 'number') {
    const range = markedRange(
      active.map(({ config }) => Number(config[parameter])),
      isMarked,
    );
    if (range === undefined) return undefined;
    const text = `${parameter} of at ${range.side === 'above' ? 'least' : 'most'} ${formatNumber(range.bound)}`;
    return { ...range, parameter, text };
  }
  const marked = isMarked.reduce((sum, each) => sum + each, 0);
  const regions = axis.values.map((value): Region => {
    const places = active.flatMap(({ config }, place) => (config[parameter] === value ? [place] : []));
    const region = { marked: places.filter((place) => isMarked[place]).length, all: places.length };
    const p = axis.values.length * excessChance(region, { marked, all: active.length });
    return { ...region, p: Math.min(1, p), parameter, text: `${parameter} ${formatValue(value)}` };
  });
  return regions.sort((one, other) => one.p - other.p)[0];
}
