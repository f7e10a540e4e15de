import { type Session, session } from '../state/session.ts';
import { forgetToken } from '../state/token.ts';
import { getJson } from './request.ts';

/** Asks what this page may do: a token of an earlier start of the server is worth nothing. */
export async function loadSession(): Promise<void> {
  try {
    session.value = await getJson<Session>('/api/session');
    if (!session.value.mayAct) forgetToken();
  } catch {
    // The server cannot be reached: the page says so where it asks for a study.
  }
}
