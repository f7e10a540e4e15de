import type { NumericConstraint } from '../parameter-constraint.ts';

/**
 * A sampler, or another method of a search that a space file chooses by name: its name alone when it has no settings,
 * else an object with its `type` and settings.
 */
export type MethodSpec = string | ({ readonly type: string } & Readonly<Record<string, string | number>>);

/** The constraint and the default of each setting of a method. */
export type SettingConstraints = Readonly<Record<string, NumericConstraint>>;

export type Settings = Readonly<Record<string, number>>;

/** The constraints of the settings of each known method, by its name. */
export type KnownMethods = Readonly<Record<string, SettingConstraints>>;

export function methodName(method: MethodSpec): string {
  return typeof method === 'string' ? method : method.type;
}

/** The settings of a method, with the defaults of those that it leaves out. */
export function settingsOf(method: MethodSpec, constraints: SettingConstraints): Settings {
  const given: Readonly<Record<string, string | number>> = typeof method === 'string' ? {} : method;
  const settings = Object.entries(constraints).map(([name, constraint]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return [name, typeof value === 'number' ? value : constraint.default];
  });
  return Object.fromEntries(settings);
}

/** The method with all its settings, as a study stores it: a later default does not change a study that has begun. */
export function completeMethod(method: MethodSpec, constraints: SettingConstraints): MethodSpec {
  const type = methodName(method);
  return Object.keys(constraints).length === 0 ? type : { type, ...settingsOf(method, constraints) };
}

/** The method of a space file, or another one that an option names; its settings stay where the name is the same. */
export function overriddenMethod(written: MethodSpec, name: string | undefined): MethodSpec {
  return name === undefined || name === methodName(written) ? written : name;
}
