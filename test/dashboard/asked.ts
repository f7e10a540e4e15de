import { request } from 'node:http';
import type { Dashboard } from '../../src/dashboard/dashboard.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The text as JSON. */
  readonly json: () => unknown;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Unlike fetch, it may send any host, and a path as it is. */
export function ask({ port }: Pick<Dashboard, 'port'>, path: string, asked: Asked = {}): Promise<Reply> {
  const { method = 'GET', headers = {}, body } = asked;
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers: { ...headers, ...length }, agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: () => JSON.parse(text) as unknown,
          }),
        );
      },
    );
    // A server that refuses a long body may close the connection while it is sent.
    sent.on('error', reject).end(body);
  });
}

export function tokenOf({ actingUrl }: Pick<Dashboard, 'actingUrl'>): string {
  return new URL(actingUrl).hash.replace('#token=', '');
}

/** A request with the token and a JSON body. */
export function act(dashboard: Dashboard, path: string, body: unknown, method = 'POST'): Promise<Reply> {
  const headers = { Authorization: `Bearer ${tokenOf(dashboard)}`, 'Content-Type': 'application/json' };
  return ask(dashboard, path, { method, headers, body: JSON.stringify(body) });
}
