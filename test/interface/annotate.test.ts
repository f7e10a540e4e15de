import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { annotate, FaultsError, InterruptedError } from 'hpsearch';
import { afterAll, expect, test } from 'vitest';
import { temporaryDirectory, writeSpace } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

interface Asked {
  readonly question: { readonly place: number } | null;
}

/** Answers up to `most` questions of the page, always with the same class, as a person's browser would. */
async function answer(url: string, most: number, given = 'setosa'): Promise<void> {
  const post = (body: object) => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const asked = async (name: string, init?: RequestInit) => {
    const { question } = (await (await fetch(url + name, init)).json()) as Asked;
    return question;
  };
  let question = await asked('question');
  for (let count = 0; count < most && question !== null; count++) {
    question = await asked('answer', post({ place: question.place, answer: given }));
  }
}

test('a program serves the page, ends it, resumes, and gets the scores and the baseline', async () => {
  const space = writeSpace(directory);
  const ending = new AbortController();
  const begun = annotate({
    ...{ space, examples: 10, once: true, signal: ending.signal },
    onOpen: async (url) => {
      await answer(url, 3);
      ending.abort();
    },
  });
  const interrupted = await begun.catch((error: unknown) => error);
  expect(interrupted).toBeInstanceOf(InterruptedError);
  expect((interrupted as InterruptedError).report).toMatchObject({ answered: [3, 0] });

  const opened: string[] = [];
  const report = await annotate({
    ...{ space, examples: 10, once: true, writeBaseline: true },
    onOpen: (url, answers) => {
      opened.push(answers);
      void answer(url, 10);
    },
  });
  expect(opened).toEqual([join(directory, 'space.answers.json')]);
  expect(report).toMatchObject({
    answered: [10, 0],
    humanBaseline: { metric: 'valAccuracy' },
    written: space,
  });
  const { value, low, high } = report.humanBaseline ?? { value: 0, low: 1, high: 0 };
  expect(low < value && value < high).toBe(true);
  expect(JSON.parse(readFileSync(space, 'utf8'))).toMatchObject({
    humanBaseline: {
      value: expect.closeTo(value, 5),
      low: expect.closeTo(low, 5),
      high: expect.closeTo(high, 5),
    },
  });
});

test('one of several targets is asked for, and its score is the baseline of its metric', async () => {
  const own = join(directory, 'several');
  mkdirSync(own);
  const space = writeSpace(own, {
    data: { source: 'penguins', target: ['species', 'bodyMassGrams'] },
    objective: { metric: 'valAccuracy.species' },
  });
  await expect(annotate({ space, onOpen() {} })).rejects.toThrow(
    'target: must name one of species, bodyMassGrams: a person is asked for one',
  );
  const other = annotate({ space, target: 'bodyMassGrams', writeBaseline: true, onOpen() {} });
  await expect(other).rejects.toThrow("the objective's accuracy.species is not of bodyMassGrams alone");
  const opened: string[] = [];
  const report = await annotate({
    ...{ space, target: 'species', examples: 10, once: true, writeBaseline: true },
    onOpen: (url, answers) => {
      opened.push(answers);
      void answer(url, 10, 'Adelie');
    },
  });
  expect(opened).toEqual([join(own, 'space.species.answers.json')]);
  expect(report).toMatchObject({
    ...{ target: 'species', task: 'classification', answered: [10, 0] },
    humanBaseline: { metric: 'valAccuracy.species', value: report.scores.accuracy?.value },
  });
  expect(JSON.parse(readFileSync(space, 'utf8'))).toHaveProperty('humanBaseline');
});

test('a space that is none is refused', async () => {
  const refused = annotate({ space: join(directory, 'missing.json'), onOpen() {} });
  await expect(refused).rejects.toThrow(FaultsError);
});
