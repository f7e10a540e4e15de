import { bytesIn } from '../training/native/folder-size.ts';
import { installNative } from '../training/native/install.ts';
import { removeNative } from '../training/native/remove.ts';
import { oneOf, toggle } from './options/kinds.ts';
import type { OptionsOf } from './options/option.ts';

export const backendOptions = {
  options: {
    action: oneOf(['install', 'remove'], {
      describe: 'install or remove native TensorFlow',
      isRequired: true,
    }),
    force: toggle('install again what is installed'),
  },
};

type InstallHooks = Omit<Parameters<typeof installNative>[0], 'isForced'>;

/** Installs native TensorFlow in hpsearch's own folder, or finds it there. */
export async function installBackend(
  { force }: Pick<OptionsOf<typeof backendOptions.options>, 'force'>,
  hooks: InstallHooks,
) {
  const installed = await installNative({ ...hooks, isForced: force });
  return { ...installed, bytes: await bytesIn(installed.folder) };
}

/** Deletes what `installBackend` installed. */
export const removeBackend = removeNative;
