import { path, toggle, wholeNumber } from './kinds.ts';
import { missing, without } from './option.ts';
import type { GivenOptions } from './read-options.ts';

export const usualExamples = 100;

export const annotationOptions = {
  annotate: toggle(
    'a local page that asks you for the labels of validation examples, for the human baseline',
  ),
  examples: wholeNumber(1, {
    describe: 'number of examples to ask for',
    defaultText: String(usualExamples),
  }),
  once: toggle('ask once; otherwise a second pass measures how far you agree with yourself'),
  answers: path({
    describe: 'the file of the answers, one for each person',
    defaultText: 'beside the space file: space.answers.json',
  }),
  port: wholeNumber(1, { describe: 'port of the page', defaultText: 'a free one' }),
  writeBaseline: toggle('write the score into the space file, as humanBaseline'),
};

export function annotationRules(given: GivenOptions) {
  const names = Object.keys(annotationOptions).filter((name) => name !== 'annotate');
  const others = ['rows', 'suspects', 'writeSchema'];
  return [
    ...names.map((name) => missing(given, name, 'annotate')),
    ...others.map((name) => without(given, name, 'annotate')),
  ];
}
