import { defaultDatabase } from '../store/default-database.ts';
import { shellWord } from '../study/shell-word.ts';

/**
 * The flags that lead to the same study once more, behind a command that is to be typed: ` --study wine --db wine.db`, or
 * nothing where the command would find it by itself.
 */
export function placeFlags({
  study,
  db,
}: {
  readonly study?: string | undefined;
  readonly db: string;
}): string {
  return [
    ...(study === undefined ? [] : [` --study ${shellWord(study)}`]),
    ...(db === defaultDatabase() ? [] : [` --db ${shellWord(db)}`]),
  ].join('');
}
