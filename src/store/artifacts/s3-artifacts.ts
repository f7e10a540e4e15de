import { randomUUID } from 'node:crypto';
import { UsageError } from '../../faults/errors.ts';
import type { ArtifactStore } from './artifact-store.ts';
import type { S3Location } from './s3-location.ts';
import { type S3Answer, type S3Request, sendToS3 } from './s3-request.ts';

/** How long a request is repeated while the server cannot be reached or is overloaded. */
const patienceMilliseconds = 60_000;
const longestPauseMilliseconds = 5000;

/** Objects below a prefix of a bucket, of Amazon S3 or of any server with its protocol. `place` names it in messages. */
export function s3Artifacts(location: S3Location, place: string): ArtifactStore {
  const send = (asked: S3Request) => untilAnswered(location, asked, place);
  return {
    prepare: () => probe(location, place),
    check: () => probe(location, place),
    async put(key, body) {
      requireDone(await send({ method: 'PUT', key, body }), place);
    },
    async get(key) {
      const answer = await send({ method: 'GET', key });
      if (answer.status === 404 && codeOf(answer) !== 'NoSuchBucket') return undefined;
      requireDone(answer, place);
      return new Uint8Array(answer.body);
    },
    async delete(keys) {
      for (const key of keys) {
        const answer = await send({ method: 'DELETE', key });
        if (answer.status !== 404) requireDone(answer, place);
      }
    },
    list: () => listAll(location, send, place),
  };
}

/** Writes and deletes an object, since rights for that cannot be asked for. */
async function probe(location: S3Location, place: string): Promise<void> {
  const key = `probe-${randomUUID()}`;
  for (const method of ['PUT', 'DELETE'] as const) {
    const answer = await sendToS3(location, { method, key }).catch((cause) => {
      const { endpoint } = location;
      throw new UsageError(`${place} cannot be reached at ${endpoint}: ${reasonOf(cause)}`, { cause });
    });
    requireDone(answer, place);
  }
}

async function listAll(
  { prefix }: S3Location,
  send: (asked: S3Request) => Promise<S3Answer>,
  place: string,
): Promise<{ name: string; bytes: number }[]> {
  const listed: { name: string; bytes: number }[] = [];
  for (let token: string | undefined = ''; token !== undefined; ) {
    // Keys as in addresses: no reader of XML is needed.
    const asked = { 'list-type': '2', 'encoding-type': 'url', prefix };
    const query = { ...asked, ...(token !== '' && { 'continuation-token': token }) };
    const answer = await send({ method: 'GET', key: '', query });
    requireDone(answer, place);
    const text = answer.body.toString('utf8');
    for (const [, entry = ''] of text.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
      const key = decodeURIComponent(elementOf(entry, 'Key') ?? '');
      listed.push({ name: key.slice(prefix.length), bytes: Number(elementOf(entry, 'Size')) });
    }
    token = elementOf(text, 'NextContinuationToken')?.replaceAll('&amp;', '&');
  }
  return listed;
}

/** A trial of hours is about to be recorded: a server that restarts is waited for. */
async function untilAnswered(location: S3Location, asked: S3Request, place: string): Promise<S3Answer> {
  const startedAt = performance.now();
  for (let pause = 100; ; pause = Math.min(2 * pause, longestPauseMilliseconds)) {
    const isPatient = performance.now() - startedAt < patienceMilliseconds;
    try {
      const answer = await sendToS3(location, asked);
      if (!isPatient || (answer.status < 500 && answer.status !== 429)) return answer;
    } catch (cause) {
      if (!isPatient) throw new UsageError(`${place} cannot be reached: ${reasonOf(cause)}`, { cause });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** UsageError with the server's own reason unless it did what was asked. */
function requireDone(answer: S3Answer, place: string): void {
  if (answer.status >= 200 && answer.status < 300) return;
  const code = codeOf(answer);
  throw new UsageError(
    `${place}: the server answers ${answer.status}${code === undefined ? '' : ` (${code})`}`,
  );
}

function codeOf({ body }: S3Answer): string | undefined {
  return elementOf(body.toString('utf8', 0, 10_000), 'Code');
}

function elementOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return message || String(code);
}
