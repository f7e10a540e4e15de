import { type EnsembleHooks, makeEnsemble } from '../ensemble/make-ensemble.ts';
import { UsageError } from '../faults/errors.ts';
import type { Store, StoredEnsemble, Study } from '../store/store.ts';
import { shellWord } from '../study/shell-word.ts';
import type { ModelSource } from '../training/stored-model.ts';

/** UsageError, which says what there is, when there is none of that name; `place` is of the flags that name the study. */
export async function namedTeacher(
  store: Store,
  study: Study,
  name: string,
  place = '',
): Promise<StoredEnsemble> {
  const ensemble = await store.findEnsemble(study.id, name);
  if (ensemble !== undefined) return ensemble;
  const names = (await store.ensembles(study.id)).map((each) => `'${each.name}'`);
  const holds = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  throw new UsageError(
    `--ensemble: study '${study.name}' has no ensemble '${name}', ${holds}; hpsearch ensemble --name ${shellWord(name)}${place} makes one`,
  );
}

/** The newest ensemble; where there is none, a greedy one is made and stored as `hpsearch ensemble` would. */
export async function newestTeacher(
  models: ModelSource & { readonly store: Store; readonly study: Study },
  { note, now }: Pick<EnsembleHooks, 'note' | 'now'>,
): Promise<StoredEnsemble> {
  const { store, study } = models;
  const newest = await store.findEnsemble(study.id);
  if (newest !== undefined) return newest;
  const { name } = await makeEnsemble(
    { store, study },
    { method: 'greedy' },
    { open: async () => models, note, now },
  );
  note(`study ${study.name} had no ensemble: '${name}' was made, as hpsearch ensemble does`);
  return namedTeacher(store, study, name);
}
