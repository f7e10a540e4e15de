import { AnswersFile } from '../../src/annotation/answers-file.ts';
import { type AnnotationServer, serveAnnotation } from '../../src/annotation/server.ts';
import { Session, type ShownExample } from '../../src/annotation/session.ts';
import type { SourceRows } from '../../src/data/load-dataset.ts';

interface Given {
  readonly path: string;
  readonly classes?: readonly string[];
  readonly facts?: object;
  readonly page?: string;
  readonly hasSecond?: boolean;
  show?(index: number): ShownExample;
}

/** A served session of two examples, whose rows are 7 and 9 of their source. */
export async function givenSession(given: Given): Promise<AnnotationServer & { answers: AnswersFile }> {
  const { path, classes, facts = {}, page = '<!doctype html>', hasSecond = false } = given;
  const broken = (answer: unknown) => {
    if (classes === undefined) return typeof answer === 'number' ? undefined : 'must be a number';
    return classes.includes(answer as string) ? undefined : 'must be one of the classes';
  };
  const answers = new AnswersFile({ path, reads: [], source: 'table.csv', digest: 'digest', broken });
  const source = { raw: { rowNumbers: Int32Array.of(7, 9) } } as SourceRows;
  const asked = { first: Int32Array.of(0, 1), second: Int32Array.of(1, 0) };
  const show = given.show ?? ((index) => ({ kind: 'table', cells: [['size', String(index)]] }));
  const session = new Session({ source, asked, answers, hasSecond }, show);
  const server = await serveAnnotation({ session, page, facts, port: undefined, broken });
  return { ...server, answers };
}
