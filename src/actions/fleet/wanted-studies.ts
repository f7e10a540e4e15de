import type { Store } from '../../store/store.ts';

/** Whether a study has one of these names. A study that does not exist yet is found when it does. */
export function wantedStudies(store: Store, names: readonly string[]): (studyId: number) => Promise<boolean> {
  const known = new Map<number, string>();
  return async (studyId) => {
    if (!known.has(studyId)) for (const { id, name } of await store.studies()) known.set(id, name);
    return names.includes(known.get(studyId) ?? '');
  };
}
