import { timingSafeEqual } from 'node:crypto';

/** The names of this machine for itself. */
const ownHosts: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Why a request to a server of this machine alone is refused: a site that has its name resolved to this machine sends its
 * own name. Undefined when it is not.
 */
export function foreignHost(host = ''): string | undefined {
  return ownHosts.includes(host.replace(/:\d+$/, '')) ? undefined : 'the host must be this machine';
}

/** Why a request is refused: a page of another site sends its origin. Undefined when it is not. */
export function foreignOrigin(host = '', origin?: string): string | undefined {
  return origin === undefined || origin === `http://${host}` ? undefined : 'the origin must be this page';
}

/** Compares in a time that does not depend on where they differ. */
export function isSameToken(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
