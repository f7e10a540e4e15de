import { formatNumber } from '../../metrics/number-format.ts';
import type { TrialFact } from './trial-facts.ts';

type Test = (place: number) => boolean;

/** A part of the search that cannot be understood as it is meant. */
export interface SearchWords {
  /** True for trials that match all parts. */
  readonly matches: Test;
  /** A sentence; undefined where every part is clear. */
  readonly problem?: string;
}

/**
 * Reads words such as `units>100 state:failed adam`: comparisons of a fact (`=`, `!=`, `<`, `<=`, `>`, `>=`, `a..b`), a
 * text that a fact contains (`:`), or a text that any fact contains or a trial's number. All of them have to match.
 */
export function readSearchWords(words: string, facts: readonly TrialFact[]): SearchWords {
  const parts = words.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  const read = parts.map((part) => readPart(part, facts));
  const problem = read.find((each) => each.problem !== undefined)?.problem;
  const tests = read.map(({ matches }) => matches);
  return {
    matches: (place) => tests.every((test) => test(place)),
    ...(problem !== undefined && { problem }),
  };
}

function readPart(part: string, facts: readonly TrialFact[]): SearchWords {
  const [, name, operator, wanted] = /^("[^"]+"|[^"<>=!:]+)(<=|>=|!=|<|>|=|:)(.*)$/.exec(part) ?? [];
  if (name === undefined || operator === undefined || wanted === undefined) {
    return { matches: anywhere(unquoted(part).toLowerCase(), facts) };
  }
  const called = unquoted(name).toLowerCase();
  const fact = facts.find((each) => [each.name, each.label].some((own) => own.toLowerCase() === called));
  if (fact === undefined) {
    return { matches: () => true, problem: `No column is called ${unquoted(name)}.` };
  }
  const text = unquoted(wanted);
  // The reader is still typing.
  if (text === '') return { matches: () => true };
  if (fact.text !== undefined) return { matches: textTest(fact, operator, text.toLowerCase()) };
  const matches = numberTest(fact, operator, text);
  if (matches !== undefined) return { matches };
  return { matches: () => true, problem: `${fact.label} holds numbers: ${text} is none.` };
}

/** Any text of the trial contains it, or the trial has this number. */
function anywhere(text: string, facts: readonly TrialFact[]): Test {
  const texts = facts.filter((fact) => fact.text !== undefined);
  const [trial] = facts.filter(({ name }) => name === 'trial');
  return (place) =>
    String(trial?.number(place)) === text ||
    texts.some((fact) => fact.text?.(place).toLowerCase().includes(text));
}

function textTest(fact: TrialFact, operator: string, wanted: string): Test {
  const text = (place: number) => (fact.text?.(place) ?? '').toLowerCase();
  if (operator === ':') return (place) => text(place).includes(wanted);
  if (operator === '!=') return (place) => text(place) !== wanted;
  if (operator === '=') return (place) => text(place) === wanted;
  const compare = comparisons[operator];
  return (place) => {
    const own = Number(text(place) === '' ? Number.NaN : text(place));
    return compare?.(own, Number(wanted)) ?? false;
  };
}

const comparisons: Readonly<Record<string, (own: number, wanted: number) => boolean>> = {
  '<': (own, wanted) => own < wanted,
  '<=': (own, wanted) => own <= wanted,
  '>': (own, wanted) => own > wanted,
  '>=': (own, wanted) => own >= wanted,
  // Numbers are equal where the table shows them alike: nobody types seventeen digits.
  '=': (own, wanted) => own === wanted || formatNumber(own) === formatNumber(wanted),
  ':': (own, wanted) => own === wanted || formatNumber(own) === formatNumber(wanted),
  '!=': (own, wanted) => formatNumber(own) !== formatNumber(wanted),
};

/** Undefined where `wanted` is no number and no range. */
function numberTest(fact: TrialFact, operator: string, wanted: string): Test | undefined {
  const [low, high] = wanted.split('..').map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
  if (low === undefined || Number.isNaN(low)) return undefined;
  if (high !== undefined) {
    return Number.isNaN(high)
      ? undefined
      : (place) => fact.number(place) >= low && fact.number(place) <= high;
  }
  const compare = comparisons[operator];
  return (place) => compare?.(fact.number(place), low) ?? false;
}

function unquoted(text: string): string {
  return text.replaceAll('"', '');
}
