import { randomBytes } from 'node:crypto';
import { foreignHost, foreignOrigin, isLoopback, isSameToken } from '../../http/callers.ts';

/** Who may come in. */
export interface Door {
  /** Only this machine can connect: it may read without a token. */
  readonly isLocal: boolean;
  /** Random at each start; whoever has it may act. */
  readonly token: string;
}

export function openDoor(host: string | undefined): Door {
  return { isLocal: host === undefined || isLoopback(host), token: randomBytes(24).toString('base64url') };
}

/** The parts of a request that decide whether it is answered. */
export interface Caller {
  readonly method: string;
  readonly path: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** The header Sec-Fetch-Site: whether the page that asks is of this server. */
  readonly site: string | undefined;
  readonly authorization: string | undefined;
}

export interface Refusal {
  readonly status: 401 | 403;
  readonly error: string;
}

/**
 * Why a request is refused; undefined when it is not. A server for other machines takes any host: reading it takes the
 * token, which a page of another site does not have.
 */
export function refusalOf(door: Door, caller: Caller): Refusal | undefined {
  const { method, path, host, origin } = caller;
  const foreign = (door.isLocal ? foreignHost(host) : undefined) ?? foreignOrigin(host, origin);
  if (foreign !== undefined) return { status: 403, error: foreign };
  // A picture of another site's page sends no origin, and would start the work that a request asks for.
  const isOfAnother = caller.site === 'cross-site' || caller.site === 'same-site';
  if (isOfAnother && path.startsWith('/api/'))
    return { status: 403, error: 'the page must be of this server' };
  if (!path.startsWith('/api/') || path === '/api/session' || mayAct(door, caller)) return undefined;
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 403, error: 'acting needs the token of the address that was printed at the start' };
  }
  if (door.isLocal) return undefined;
  return { status: 401, error: 'reading needs the token of the address that was printed at the start' };
}

/** True for a request with the token. */
export function mayAct({ token }: Door, { authorization = '' }: Pick<Caller, 'authorization'>): boolean {
  const [, given = ''] = /^Bearer ([\w-]+)$/.exec(authorization) ?? [];
  return isSameToken(given, token);
}
