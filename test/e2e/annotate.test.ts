import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Question } from '../../src/annotation/session.ts';
import type { AnnotationReport } from '../../src/reports/data/annotation-report.ts';
import type { RowsReport } from '../../src/reports/data/rows-report.ts';
import { shareInterval } from '../../src/statistics/share-interval.ts';
import { ended, launch, type Run, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const space = writeSpace(directory);
const answersFile = join(directory, 'space.answers.json');
const asking = ['data', 'space.json', '--annotate', '--examples', '12'];

interface Asked {
  readonly question: Question | null;
}

interface Person {
  readonly child: ReturnType<typeof launch>;
  readonly end: Promise<Run>;
  ask(): Promise<Question | null>;
  answer(question: Question, answer: string): Promise<Question | null>;
}

/** Starts the command, and is the browser. */
async function person(...flags: readonly string[]): Promise<Person> {
  const child = launch([...asking, ...flags], directory);
  const end = ended(child);
  const url = await new Promise<string>((resolve, reject) => {
    let seen = '';
    child.stderr.on('data', (chunk) => {
      seen += chunk;
      const [, found] = /open (http:\S+) in/.exec(seen) ?? [];
      if (found !== undefined) resolve(found);
    });
    void end.then(({ stderr }) => reject(new Error(stderr)));
  });
  const request = async (name: string, body?: object) => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(url + name, body && { method: 'POST', headers, body: JSON.stringify(body) });
    return ((await response.json()) as Asked).question;
  };
  return {
    ...{ child, end },
    ask: () => request('question'),
    answer: ({ place }, answer) => request('answer', { place, answer }),
  };
}

/** The answer of somebody who knows flowers. */
function guess({ example }: Question): string {
  if (example.kind !== 'table') throw new Error('iris is a table');
  const [length, width] = example.cells.slice(2).map(([, text]) => Number(text)) as [number, number];
  return length < 2.5 ? 'setosa' : width < 1.75 ? 'versicolor' : 'virginica';
}

const kept = () => JSON.parse(readFileSync(answersFile, 'utf8')) as Record<'first' | 'second', KeptAnswer[]>;
interface KeptAnswer {
  readonly row: number;
  readonly answer: string;
}

test('a session without an answer leaves no file, and says so', async () => {
  const begun = await person();
  begun.child.kill('SIGINT');
  const { code, stdout, stderr } = await begun.end;
  expect(code).toBe(130);
  expect(stdout).toMatch(/^0 answered of 12 examples, sampled from 30 validation rows\n/);
  expect(stderr).toContain('the same command resumes it; there are no answers yet');
  expect(existsSync(answersFile)).toBe(false);
});

test('a person labels validation examples, is interrupted, resumes, and the space gets the score', async () => {
  const begun = await person();
  let question = await begun.ask();
  expect(Object.keys(question ?? {}).sort()).toEqual(['done', 'example', 'of', 'pass', 'place']);
  expect(JSON.stringify(question)).not.toMatch(/setosa|versicolor|virginica|"row"/);
  for (let count = 0; count < 4; count++) {
    question = await begun.answer(question as Question, guess(question as Question));
  }
  begun.child.kill('SIGINT');
  const interrupted = await begun.end;
  expect(interrupted).toMatchObject({ code: 130 });
  expect(interrupted.stdout).toContain('4 answered of 12 examples, sampled from 30 validation rows');
  expect(interrupted.stderr).toContain('the same command resumes it; space.answers.json keeps the answers');
  expect(kept().first).toHaveLength(4);

  const resumed = await person('--write-baseline', '--json');
  question = await resumed.ask();
  expect(question).toMatchObject({ pass: 'first', done: 4, of: 12, place: 4 });
  let isFlipped = false;
  while (question !== null) {
    const answer: string = guess(question);
    const isWrong: boolean = question.pass === 'second' && !isFlipped && answer === 'setosa';
    isFlipped ||= isWrong;
    question = await resumed.answer(question, isWrong ? 'virginica' : answer);
  }
  const { code, stdout } = await resumed.end;
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as AnnotationReport;

  const { columns, shown } = await json<RowsReport>(
    ['data', space, '--rows', '--page-size', '150'],
    directory,
  );
  // The file of answers counts rows from 0, what is shown from 1.
  const truth = new Map(shown.map((cells) => [Number(cells[0]) - 1, cells[columns.indexOf('species')]]));
  const split = new Map(shown.map((cells) => [Number(cells[0]) - 1, cells[columns.indexOf('split')]]));
  const { first, second } = kept();
  expect(first.every(({ row }) => split.get(row) === 'validation')).toBe(true);
  expect(new Set(second.map(({ row }) => row))).toEqual(new Set(first.map(({ row }) => row)));
  expect(second.map(({ row }) => row)).not.toEqual(first.map(({ row }) => row));
  const right = first.filter(({ row, answer }) => truth.get(row) === answer).length;
  expect(report).toMatchObject({
    answered: [12, 12],
    humanBaseline: { metric: 'valAccuracy', value: right / 12, ...shareInterval(right, 12) },
    agreement: { examples: 12, share: { value: 11 / 12, ...shareInterval(11, 12) } },
    written: 'space.json',
  });
  const { humanBaseline } = JSON.parse(readFileSync(space, 'utf8')) as { humanBaseline: object };
  const rounded = (value: number) => Number(value.toPrecision(6));
  const { low, high } = shareInterval(right, 12);
  expect(humanBaseline).toEqual({ value: rounded(right / 12), low: rounded(low), high: rounded(high) });

  // All is answered: no page is opened, and nothing is asked again.
  const again = await run([...asking, '--quiet'], directory);
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout).toMatch(
    /agreement with yourself on 12 examples: 91.67 % .* the same, Cohen's kappa 0\.8/,
  );
});

test('what would lose answers is refused before anything is asked', async () => {
  writeFileSync(join(directory, 'notes.json'), '{ "mine": true }');
  writeFileSync(
    join(directory, 'flowers.csv'),
    `a,y\n${Array.from({ length: 40 }, (_, at) => `${at},${at % 2 ? 'u' : 'v'}`).join('\n')}\n`,
  );
  const refused = async (...args: readonly string[]) => {
    const { code, stderr } = await run(['data', ...args], directory);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await refused('space.json', '--annotate', '--answers', 'notes.json')).toContain(
    '--answers: notes.json exists and stays: only answers that hpsearch wrote may be replaced',
  );
  writeSpace(directory, { data: { source: 'iris', split: { validation: 0.3 } } });
  expect(await refused('space.json', '--annotate')).toContain(
    'space.answers.json rows: must be answers to the validation rows of this space and split (--answers names another file)',
  );
  const broken = readFileSync(answersFile, 'utf8').replace(/"answer":"\w+"/, '"answer":"rose"');
  writeSpace(directory);
  writeFileSync(join(directory, 'broken.json'), broken);
  expect(await refused('space.json', '--annotate', '--answers', 'broken.json')).toContain(
    'broken.json first[0].answer: must be one of the classes, got "rose"',
  );
  expect(await refused('flowers.csv', '--target', 'y', '--annotate', '--write-baseline')).toContain(
    '--write-baseline: needs a space file',
  );
  writeSpace(directory, { objective: { metric: 'valRocAuc', direction: 'maximize' } });
  expect(await refused('space.json', '--annotate', '--write-baseline')).toContain(
    "--write-baseline: the objective's rocAuc has no human value",
  );
  expect(await refused('space.json', '--target', 'species')).toContain(
    '--target: must be left out: space.json is a space file, whose data.target names it',
  );
  expect(await refused('space.json', '--once')).toContain('--once: must come with --annotate');
});
