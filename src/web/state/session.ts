import { signal } from '@preact/signals';

/** The rights that the server gives this page. */
export interface Session {
  readonly version: string;
  readonly mayRead: boolean;
  readonly mayAct: boolean;
  /** The database, as it was named at the start; absent for a page that may not read. */
  readonly db?: string;
}

/** Undefined until the server has answered. */
export const session = signal<Session | undefined>(undefined);
