import type { SourceRows } from '../../data/load-dataset.ts';
import type { RawTarget } from '../../data/raw-data.ts';
import { shortened, visibleText } from '../../faults/visible-text.ts';

/** The facts beside each question of the page. */
interface AnswerFacts {
  /** The possible answers, and how the page shows each of them; absent in a regression. */
  readonly classes?: readonly { readonly answer: string; readonly title: string; readonly key: string }[];
  /** The number that is asked for; absent in a classification. */
  readonly number?: {
    readonly title: string;
    readonly unit?: string;
    /** Smallest value, quartiles and largest value of the training rows. */
    readonly training: readonly number[];
  };
}

export function answerFacts({ raw: { target, targetColumn }, rows }: SourceRows): AnswerFacts {
  if (target.kind === 'classification') {
    const keys = keysOf(target.classes);
    const title = (name: string) => shortened(visibleText(name), 80);
    return {
      classes: target.classes.map((answer, at) => ({
        answer,
        title: title(answer),
        key: keys[at] as string,
      })),
    };
  }
  const unit = unitOf(target.form);
  return {
    number: {
      title: visibleText(targetColumn ?? target.name),
      ...(unit !== undefined && { unit }),
      training: quartiles(Float64Array.from(rows.train, (row) => target.values[row] as number)),
    },
  };
}

/** Classes of one character are their own keys, so that the digit 1 is the key 1; others are numbered from 1. */
function keysOf(classes: readonly string[]): string[] {
  const isKey = (name: string) => /^[\p{L}\p{N}]$/u.test(name);
  if (classes.every(isKey)) return [...classes];
  return classes.map((_, at) => String(at + 1));
}

function unitOf(form: Extract<RawTarget, { kind: 'regression' }>['form']): string | undefined {
  if (form?.type === 'duration') return 'seconds';
  return form?.type === 'number' ? form.unit : undefined;
}

function quartiles(values: Float64Array): number[] {
  values.sort();
  return [0, 0.25, 0.5, 0.75, 1].map((share) => values[Math.round(share * (values.length - 1))] as number);
}

/** The constraint that an answer breaks, from "must" on, or undefined. */
export function brokenAnswer(target: RawTarget, answer: unknown): string | undefined {
  if (target.kind === 'classification') {
    return typeof answer === 'string' && target.classes.includes(answer)
      ? undefined
      : 'must be one of the classes';
  }
  return typeof answer === 'number' && Number.isFinite(answer) ? undefined : 'must be a number';
}
