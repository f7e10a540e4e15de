import { didYouMean } from '../../faults/did-you-mean.ts';
import { UsageError } from '../../faults/errors.ts';
import { type KnownMethods, type MethodSpec, methodName, type SettingConstraints } from './method-spec.ts';

/** The method of a catalogue that a study names. UsageError, which calls it by `noun`, when there is no such method. */
export function namedMethod<Method>(
  catalogue: Readonly<Record<string, Method>>,
  method: MethodSpec,
  noun: string,
): Method {
  const name = methodName(method);
  if (Object.hasOwn(catalogue, name)) return catalogue[name] as Method;
  const names = Object.keys(catalogue);
  const hint = didYouMean(name, names) ?? `known: ${names.join(', ')}`;
  throw new UsageError(`no ${noun} is called '${name}' (${hint})`);
}

/** The settings of each method of a catalogue, for the checks of a space file. */
export function settingsByName(
  catalogue: Readonly<Record<string, { readonly settings: SettingConstraints }>>,
): KnownMethods {
  return Object.fromEntries(Object.entries(catalogue).map(([name, { settings }]) => [name, settings]));
}
