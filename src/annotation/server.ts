import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { foreignHost, foreignOrigin, isSameToken } from '../http/callers.ts';
import { listen, loopback } from '../http/listen.ts';
import type { Answer } from './answers-file.ts';
import type { Session } from './session.ts';

const mostBytes = 10_000;

const headers = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "frame-ancestors 'none'",
};

export interface ServedSession {
  readonly session: Session;
  /** The text of the page. */
  readonly page: string;
  /** Facts that hold for all questions, as the page reads them. */
  readonly facts: object;
  readonly port: number | undefined;
  /** The constraint that an answer breaks, from "must" on, or undefined. */
  broken(answer: unknown): string | undefined;
}

export interface AnnotationServer {
  readonly url: string;
  /** Resolves when the person has ended or answered all; rejects when an answer cannot be kept. */
  readonly ended: Promise<void>;
  close(): void;
}

/**
 * Serves the page of a session to this machine alone. Only the address with its random token has anything, so that
 * neither other users nor pages of other sites read or give answers.
 */
export async function serveAnnotation(served: ServedSession): Promise<AnnotationServer> {
  const token = randomBytes(16).toString('hex');
  const end = openEnd();
  let turn: Promise<unknown> = Promise.resolve();
  const server = createServer({ requestTimeout: 10_000 }, async (request, response) => {
    // Read before its turn, so that a request which never ends holds up no other.
    const body = await bodyOf(request);
    // One at a time: each answer is kept before the next request is looked at.
    turn = turn
      .then(() => respond({ request, response, body }, token, served))
      .then(
        (isEnd) => isEnd && (response.writableFinished ? end.resolve() : response.on('close', end.resolve)),
      )
      .catch((error: unknown) => {
        send(response, 500, { error: error instanceof Error ? error.message : String(error) });
        end.reject(error);
      });
  });
  const port = await listen(server, { port: served.port });
  return {
    url: `http://${loopback}:${port}/${token}/`,
    ended: end.promise,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function openEnd() {
  let resolve = (): void => {};
  let reject = (_: unknown): void => {};
  const promise = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  // An error before the promise is awaited must not end the process.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

/** A request with its body as JSON, undefined if it has none. */
interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: unknown;
}

/** True when the session has ended. */
async function respond(
  { request, response, body }: Asked,
  token: string,
  served: ServedSession,
): Promise<boolean> {
  const { host, origin } = request.headers;
  const refusal = foreignHost(host) ?? foreignOrigin(host, origin);
  if (refusal !== undefined) return send(response, 403, { error: refusal });
  const [, given = '', name] = (request.url ?? '').split('/');
  if (name === undefined || !isSameToken(given, token)) return send(response, 404, { error: 'not found' });
  const { session, page, facts } = served;
  switch (`${request.method} ${name}`) {
    case 'GET ':
      return sendText(response, 200, 'text/html; charset=utf-8', page);
    case 'GET question':
      return send(response, 200, { ...facts, question: session.question() ?? null });
    case 'POST answer':
      return answer(response, served, body);
    case 'POST undo':
      await session.undo();
      return send(response, 200, { question: session.question() ?? null });
    case 'POST end':
      send(response, 200, { question: null });
      return true;
    default:
      return send(response, 404, { error: 'not found' });
  }
}

async function answer(
  response: ServerResponse,
  { session, broken }: ServedSession,
  body: unknown,
): Promise<boolean> {
  const { place, answer: given } = (typeof body === 'object' && body !== null ? body : {}) as {
    place?: unknown;
    answer?: unknown;
  };
  const constraint = broken(given);
  if (constraint !== undefined) return send(response, 400, { error: `the answer ${constraint}` });
  const isKept = await session.answer(Number(place), given as Answer);
  const question = session.question() ?? null;
  send(response, isKept ? 200 : 409, { question });
  return question === null;
}

/** The body of a request as JSON; undefined for anything else, for a longer one, and for one that is broken off. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (request.headers['content-type'] !== 'application/json') return undefined;
  try {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) {
      text += chunk as string;
      if (text.length > mostBytes) return undefined;
    }
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, content: object): false {
  return sendText(response, status, 'application/json', JSON.stringify(content));
}

function sendText(response: ServerResponse, status: number, type: string, text: string): false {
  if (!response.headersSent) response.writeHead(status, { ...headers, 'Content-Type': type }).end(text);
  return false;
}
