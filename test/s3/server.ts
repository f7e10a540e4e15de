import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignatureV4 } from '@smithy/signature-v4';

export const credentials = { accessKeyId: 'tester', secretAccessKey: 'sécret/+', sessionToken: 'a session' };

/**
 * The part of S3's protocol that hpsearch speaks, in memory. Amazon's own signer checks each signature. Buckets: 'models'
 * alone.
 */
export class S3Server {
  readonly objects = new Map<string, Buffer>();
  /** The number of next requests to which it answers 503, or closes the connection. */
  failing = { busy: 0, closed: 0 };
  requests = 0;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The variables with which a program reaches it. */
  environment(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    return {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: 'eu-north-1',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests++;
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    if (this.failing.closed > 0) {
      this.failing.closed--;
      request.socket.destroy();
      return;
    }
    const { status, text } = await this.#answer(request, body);
    response.writeHead(status).end(text);
  }

  async #answer(request: IncomingMessage, body: Buffer): Promise<{ status: number; text?: string | Buffer }> {
    const fault = (status: number, code: string) => ({ status, text: `<Error><Code>${code}</Code></Error>` });
    if (this.failing.busy > 0) {
      this.failing.busy--;
      return fault(503, 'SlowDown');
    }
    if (sha256(body) !== request.headers['x-amz-content-sha256'])
      return fault(400, 'XAmzContentSHA256Mismatch');
    if ((await signatureOf(request)) !== request.headers.authorization)
      return fault(403, 'SignatureDoesNotMatch');
    const url = new URL(request.url ?? '', 'http://server');
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/');
    const key = rest.join('/');
    if (bucket !== 'models') return fault(404, 'NoSuchBucket');
    if (key === '') return { status: 200, text: this.#list(url.searchParams) };
    switch (request.method) {
      case 'PUT':
        this.objects.set(key, body);
        return { status: 200 };
      case 'DELETE':
        this.objects.delete(key);
        return { status: 204 };
      default: {
        const found = this.objects.get(key);
        return found === undefined ? fault(404, 'NoSuchKey') : { status: 200, text: found };
      }
    }
  }

  /** Two a page. */
  #list(query: URLSearchParams): string {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).sort();
    const start = Number(/^from & (\d+)$/.exec(query.get('continuation-token') ?? 'from & 0')?.[1]);
    const entries = keys.slice(start, start + 2).map((key) => {
      const size = this.objects.get(key)?.length;
      return `<Contents><Key>${encodeURIComponent(key)}</Key><Size>${size}</Size></Contents>`;
    });
    const next =
      start + 2 < keys.length ? `<NextContinuationToken>from &amp; ${start + 2}</NextContinuationToken>` : '';
    return `<ListBucketResult>${next}${entries.join('\n')}</ListBucketResult>`;
  }
}

/** The header that Amazon's signer computes for the request, with the headers that it says are signed. */
async function signatureOf({ method = '', url = '', headers }: IncomingMessage): Promise<string> {
  const [, region = ''] = /Credential=[^/]+\/\d+\/([^/]+)\/s3\//.exec(headers.authorization ?? '') ?? [];
  const [, signed = ''] = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '') ?? [];
  const { pathname, searchParams } = new URL(url, 'http://server');
  const signer = new SignatureV4({
    ...{ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false, applyChecksum: false },
  });
  const asked = {
    ...{ method, protocol: 'http:', hostname: '', path: pathname, query: Object.fromEntries(searchParams) },
    headers: Object.fromEntries(signed.split(';').map((name) => [name, String(headers[name])])),
  };
  const time = String(headers['x-amz-date']).replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  const { headers: found } = await signer.sign(asked, { signingDate: new Date(time) });
  return found.authorization ?? '';
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The hash as Amazon's signer wants it: plain, or with a key. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key as string | Uint8Array);
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }

  reset(): void {}
}
