import { type EnsembleHooks, makeEnsemble } from '../ensemble/make-ensemble.ts';
import { UsageError } from '../faults/errors.ts';
import { action, message, option } from '../faults/message.ts';
import type { Store, StoredEnsemble, Study } from '../store/store.ts';
import type { ModelSource } from '../training/stored-model.ts';

/** UsageError, which lists the study's ensembles, when there is none of that name. */
export async function namedTeacher(store: Store, study: Study, name: string): Promise<StoredEnsemble> {
  const ensemble = await store.findEnsemble(study.id, name);
  if (ensemble !== undefined) return ensemble;
  const names = (await store.ensembles(study.id)).map((each) => `'${each.name}'`);
  const holds = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  throw new UsageError(
    message`${option('ensemble')}: study '${study.name}' has no ensemble '${name}', ${holds}; ${action('ensemble', { name })} makes one`,
  );
}

/** The newest ensemble; when there is none, a greedy one is made and stored. */
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
  note(message`study ${study.name} had no ensemble: '${name}' was made, as ${action('ensemble')} does`);
  return namedTeacher(store, study, name);
}
