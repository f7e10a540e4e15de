import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { AwsV4Signer } from 'aws4fetch';
import type { S3Location } from './s3-location.ts';

export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** Without the prefix of the location; empty for the bucket. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface S3Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** A connection on which nothing arrives for this long is lost. */
const silenceMilliseconds = 30_000;

/**
 * Sends one signed request. By node:http, since `fetch` is a global that a user's module may have replaced. Rejects when
 * there is no whole answer.
 */
export async function sendToS3(location: S3Location, asked: S3Request): Promise<S3Answer> {
  const { method, query = {}, body } = asked;
  const path = `${location.bucket}/${location.prefix}${asked.key}`;
  const url = new URL(
    asked.key === '' ? `${location.endpoint}/${location.bucket}` : `${location.endpoint}/${path}`,
  );
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const digest = createHash('sha256')
    .update(body ?? '')
    .digest('hex');
  const { accessKeyId, secretAccessKey, sessionToken, region } = location;
  const signer = new AwsV4Signer({
    ...{ method, url: url.href, service: 's3', region, accessKeyId, secretAccessKey },
    ...(sessionToken !== undefined && { sessionToken }),
    headers: { 'x-amz-content-sha256': digest },
  });
  const signed = await signer.sign();
  const headers = {
    ...Object.fromEntries(signed.headers),
    ...(body !== undefined && { 'content-length': String(body.length) }),
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
    const sent = send(signed.url, { method, headers, timeout: silenceMilliseconds }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts) }));
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer for ${silenceMilliseconds / 1000} s`)));
    sent.on('error', reject);
    sent.end(body);
  });
}
