import type { Wording } from '../faults/message.ts';
import { commandWords } from '../report/text/parts/command-words.ts';
import { defaultDatabase } from '../store/default-database.ts';

/** Words options and actions as the commands of this database, and of a study of it. */
export function wordsOf(db: string, study?: string): Wording {
  return commandWords({ ...(study !== undefined && { study }), ...(db !== defaultDatabase() && { db }) });
}
