import { MissingError, UsageError } from '../faults/errors.ts';
import { action, message, option } from '../faults/message.ts';
import { shownName } from '../faults/visible-text.ts';
import type { Store, Study } from './store.ts';

/** The study of that name or id, or the newest. UsageError, which lists the existing studies, when there is none. */
export async function requireStudy(
  store: Store,
  asked: string | number | undefined,
  database: string,
): Promise<Study> {
  const study = await store.findStudy(asked);
  if (study !== undefined) return study;
  // Only programs know ids: names would not help them.
  if (typeof asked === 'number') throw new MissingError(`no study has the id ${asked}`);
  const names = (await store.studies()).map((each) => shownName(each.name));
  if (names.length === 0)
    throw new UsageError(message`${database} holds no study yet: run ${action('search')} first`);
  throw new MissingError(
    message`${option('study')}: there is no study '${shownName(asked ?? '')}' in ${database}; it holds ${shortList(names)}`,
  );
}

/** A database may hold thousands. */
const mostListed = 20;

function shortList(names: readonly string[]): string {
  const left = names.length - mostListed;
  return names.slice(0, mostListed).join(', ') + (left > 0 ? ` and ${left} others` : '');
}
