import { authorization, forgetToken } from '../state/token.ts';

/** An answer other than success, with the server's own sentence. */
export class RequestError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
  }
}

interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Throws RequestError for an answer of the server, and TypeError where it cannot be reached. */
export async function request(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', body, headers, signal } = options;
  const response = await fetch(path, {
    method,
    headers: {
      ...authorization(),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  if (response.ok) return response;
  if (response.status === 403) forgetToken();
  throw new RequestError(response.status, await sentenceOf(response));
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await request(path, signal && { signal });
  return (await response.json()) as T;
}

/** The bytes of a column block. */
export async function getBytes(path: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  const response = await request(path, signal && { signal });
  return response.arrayBuffer();
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await request(path, { method: 'POST', body });
  return (await response.json()) as T;
}

async function sentenceOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    if (typeof error === 'string') return error;
  } catch {
    // The answer is plain text.
  }
  return text === '' ? `the server answered ${response.status}` : text.slice(0, 500);
}
