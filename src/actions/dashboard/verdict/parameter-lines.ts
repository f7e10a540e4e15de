import { formatValue } from '../../../metrics/number-format.ts';
import type { VerdictLine } from '../../../reports/dashboard/verdict-report.ts';
import { counted } from '../../../reports/figure.ts';
import type { Hint } from '../../../reports/hint.ts';
import type { ParameterEffect } from '../../../reports/learned/parameter-importance-report.ts';
import { shortList } from '../../../reports/learned/short-list.ts';
import { percent } from '../../../reports/number-text.ts';
import { positionOf } from '../../../study/edge.ts';
import { type JudgedStudy, listed } from './judged-study.ts';

/** The parameters that set the best trials apart, and those without a visible effect. */
export function importanceLines({ importance }: JudgedStudy): VerdictLine[] {
  if (importance === undefined) return [];
  const { effects, trials } = importance;
  const visible = effects.filter(({ isVisible }) => isVisible);
  const hidden = effects.filter(({ isVisible }) => !isVisible).map(nameOf);
  const [first, ...others] = visible;
  if (first === undefined) {
    const text = `No parameter has a visible effect yet, after ${counted(trials, 'trial')}.`;
    return [{ topic: 'importance', tone: 'plain', text }];
  }
  const rest =
    others.length === 0 ? '' : `, then ${listed(shortList(others.map((effect) => shareText(effect))))}`;
  const none =
    hidden.length === 0
      ? ''
      : ` ${listed(shortList(hidden))} ${hidden.length === 1 ? 'has' : 'have'} no visible effect.`;
  const range = `95 %: ${percent(first.low)} to ${percent(first.high)}`;
  const text = `${nameOf(first)} sets the best trials apart most (${percent(first.importance)}, ${range})${rest}.${none}`;
  return [{ topic: 'importance', tone: 'plain', text, parameter: nameOf(first) }];
}

function nameOf({ parameters }: ParameterEffect): string {
  return parameters.join(' and ');
}

function shareText(effect: ParameterEffect): string {
  return `${nameOf(effect)} (${percent(effect.importance)})`;
}

/** The best trials that are looked at for an edge. */
const bestLooked = 10;
/** The fifth of a range that counts as its end. */
const endShare = 0.2;

/** Parameters whose best values lie at an end of the space that may be moved. One without a visible effect lies anywhere. */
export function edgeLines(judged: JudgedStudy): VerdictLine[] {
  return edgesOf(judged).map(({ parameter, value, edge, bound }) => {
    const { near, of } = nearEdge(judged, parameter, edge);
    const end = edge === 'min' ? 'lower' : 'upper';
    const many =
      near > of / 2
        ? `${near} of the best ${of} trials lie in its ${end} fifth, the best at ${formatValue(value)}`
        : `the best trial has ${formatValue(value)}`;
    const text = `${parameter} hugs its ${end} end: ${many}, and the space ends at ${formatValue(bound)}.`;
    return { topic: 'edge', tone: 'warn', text, parameter };
  });
}

/** The hints on edges of parameters that have a visible effect, or an unknown one. */
export function edgesOf({ hints, importance }: JudgedStudy): Extract<Hint, { kind: 'edge' }>[] {
  const hidden = new Set(
    importance?.effects.filter(({ isVisible }) => !isVisible).flatMap(({ parameters }) => parameters),
  );
  return hints.filter((hint) => hint.kind === 'edge').filter(({ parameter }) => !hidden.has(parameter));
}

function nearEdge(
  { stage, ranked }: JudgedStudy,
  name: string,
  edge: 'min' | 'max',
): { near: number; of: number } {
  const distribution = stage.spec.space.find((parameter) => parameter.name === name)?.distribution;
  const positions = ranked.slice(0, bestLooked).flatMap(({ config }) => {
    const value = config[name];
    return value === undefined || distribution === undefined ? [] : [positionOf(distribution, value) ?? 0.5];
  });
  const isNear = (position: number) => (edge === 'min' ? position <= endShare : position >= 1 - endShare);
  return { near: positions.filter(isNear).length, of: positions.length };
}
