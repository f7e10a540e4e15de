import { basename, dirname, extname, join } from 'node:path';
import { AnswersFile } from '../../annotation/answers-file.ts';
import { askedDigest, askedRows, validationRows } from '../../annotation/asked-rows.ts';
import { agreementOf, scoreAnswers, taskOf } from '../../annotation/score.ts';
import { serveAnnotation } from '../../annotation/server.ts';
import { Session } from '../../annotation/session.ts';
import { InterruptedError, UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import type { AnnotationReport } from '../../reports/data/annotation-report.ts';
import { studyPaths } from '../../space-file/study-paths.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import { type DataEvents, type dataOptions, openData } from '../data.ts';
import { namesSpace } from '../defaults/names-space.ts';
import { type annotationOptions, usualExamples } from '../options/annotation-options.ts';
import type { OptionsOf } from '../options/option.ts';
import { answerFacts, brokenAnswer } from './answer-facts.ts';
import { askedMetric } from './asked-metric.ts';
import { type AskedTarget, askedTarget, inFileName } from './asked-target.ts';
import { shownExamples } from './shown-examples.ts';
import { writeBaseline } from './write-baseline.ts';

/** Fewer answers give no interval that can be relied on. */
const fewestAnswers = 10;

const usualNames = { classification: ['accuracy', 'f1'], regression: ['mae', 'r2'] } as const;

interface AnnotationWatch {
  /** The text of the page that asks; docs/formats.md names what it may request. */
  readonly page: string;
  /** Ends the session: the answers are kept. */
  readonly signal: AbortSignal;
  /** The page can be opened; `answers` is the file that keeps the answers. */
  onOpen(url: string, answers: string): void;
}

type AnnotationRequest = Omit<OptionsOf<typeof annotationOptions>, 'annotate'> &
  Pick<OptionsOf<typeof dataOptions.options>, 'space' | 'target' | 'query'>;
type AnnotatedSpec = Pick<StudySpec, 'objective' | 'data'>;

/** The examples to ask for, and the answers that there are. */
export interface Annotation {
  /** Serves the page until all is answered. InterruptedError with the report when the signal ends it earlier. */
  run(watch: AnnotationWatch): Promise<AnnotationReport>;
}

/** Reads the data and the answers of earlier sessions. UsageError for a baseline that could not be written. */
export async function openAnnotation(request: AnnotationRequest, events: DataEvents): Promise<Annotation> {
  const isOfSpace = request.target !== undefined && namesSpace(request.space);
  const data = isOfSpace ? { ...request, target: undefined } : request;
  const { space, spec, directory, read } = await openData(data, events);
  const asked = askedTarget(await read(), isOfSpace ? request.target : undefined);
  const { source, name } = asked;
  const { target } = source.raw;
  requireWritable(request, askedMetric(spec, taskOf(source), name), typeof space === 'string');
  const path = request.answers ?? besideOf(request.space, name);
  const broken = (answer: unknown) => brokenAnswer(target, answer);
  const reads = [request.space, ...studyPaths(spec, directory)];
  const digest = askedDigest(source, name);
  const answers = new AnswersFile({ path, reads, source: source.raw.file, digest, broken });
  const rows = askedRows(source, request.examples ?? usualExamples);
  if (rows.first.length === 0) throw new UsageError(`${request.space}: must have validation rows`);
  const show = await shownExamples({ source, spec: spec.data, directory }, rows.first);
  const session = new Session({ source, asked: rows, answers, hasSecond: !request.once }, show);
  const report = () => reportOf({ asked, spec, answers }, { path, examples: rows.first.length });
  return {
    run: async (watch) => {
      if (session.question() !== undefined) {
        const facts = answerFacts(source);
        const served = { session, page: watch.page, facts, port: request.port, broken };
        await untilEnded(served, path, watch);
        if (watch.signal.aborted) {
          const kept = answers.first.size === 0 ? 'there are no answers yet' : `${path} keeps the answers`;
          throw new InterruptedError(`interrupted: the same command resumes it; ${kept}`, {
            report: report(),
          });
        }
      }
      const reached = report();
      return request.writeBaseline ? writeBaseline(request.space, reached) : reached;
    },
  };
}

async function untilEnded(
  served: Parameters<typeof serveAnnotation>[0],
  path: string,
  { signal, onOpen }: AnnotationWatch,
): Promise<void> {
  const server = await serveAnnotation(served);
  try {
    onOpen(server.url, path);
    const aborted = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([server.ended, aborted]);
  } finally {
    server.close();
  }
}

/** "space.answers.json" beside "space.json", or "space.price.answers.json" of one of several targets. */
function besideOf(space: string, target: string | undefined): string {
  const of = target === undefined ? '' : `.${inFileName(target)}`;
  return join(dirname(space), `${basename(space, extname(space))}${of}.answers.json`);
}

/** Before the person answers: an hour's work must not end with a refusal. */
function requireWritable(
  { writeBaseline: isWritten }: AnnotationRequest,
  { reason }: ReturnType<typeof askedMetric>,
  isFile: boolean,
): void {
  if (!isWritten) return;
  if (!isFile) throw new UsageError(message`${option('writeBaseline')}: needs a space file`);
  if (reason !== undefined) throw new UsageError(message`${option('writeBaseline')}: ${reason}`);
}

function reportOf(
  { asked, spec, answers }: { asked: AskedTarget; spec: AnnotatedSpec; answers: AnswersFile },
  { path, examples }: { readonly path: string; readonly examples: number },
): AnnotationReport {
  const { source, name } = asked;
  const whole = taskOf(source);
  const task = whole.kind;
  const { metric, name: scored, reason } = askedMetric(spec, whole, name);
  const names = [...new Set([...usualNames[task], ...(reason === undefined ? [scored] : [])])];
  const isWeighted = spec.data.weightMetrics === true;
  const scores = scoreAnswers(source, answers.first, { names, isWeighted });
  const unscored = reason ?? reasonOfFew(answers.first.size);
  const reached = unscored === undefined ? scores[scored] : undefined;
  return {
    ...{ source: source.raw.file, task, ...(name !== undefined && { target: name }), answers: path },
    validationRows: validationRows(source).length,
    examples,
    answered: [answers.first.size, answers.second.size],
    scores,
    humanBaseline: reached === undefined ? null : { metric, ...reached },
    ...(unscored !== undefined && { reason: unscored }),
    agreement: agreementOf(source, answers.first, answers.second),
  };
}

function reasonOfFew(answered: number): string | undefined {
  if (answered >= fewestAnswers) return undefined;
  return `a human baseline needs at least ${fewestAnswers} answers, and there are ${answered}`;
}
