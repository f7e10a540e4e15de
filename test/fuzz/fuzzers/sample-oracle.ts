import { parse } from 'yaml';
import type { CaseFile } from '../fuzzer.ts';

type Value = string | number | boolean;
type Config = Readonly<Record<string, Value>>;
type Distribution = Readonly<Record<string, unknown>>;

/** How a sample breaks the space file that it was drawn from, read here once more without hpsearch's own reader. */
export function faultsOfSample(file: CaseFile, stdout: string): string[] {
  const space = readSpace(file);
  if (space === undefined) return [];
  const configs = (JSON.parse(stdout) as { config: Config }[]).map(({ config }) => config);
  const faults = configs.flatMap((config) => [
    ...Object.entries(space).flatMap(([name, constraint]) => faultOf(name, constraint, config)),
    ...Object.keys(config)
      .filter((name) => !Object.hasOwn(space, name))
      .map((name) => `sampled ${name}, which is not in the space`),
  ]);
  return [...new Set(faults)];
}

/** Undefined where this reader, which knows UTF-8 alone, may see other text than hpsearch does. */
function readSpace(file: CaseFile): Readonly<Record<string, unknown>> | undefined {
  if (!('text' in file)) return undefined;
  const content = contentOf(file.text.replace(/^\uFEFF/, '')) as { space?: unknown };
  return (content.space ?? {}) as Readonly<Record<string, unknown>>;
}

/** YAML takes a lone carriage return for a letter, where JSON has it between its tokens. */
function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parse(text, { maxAliasCount: -1, logLevel: 'silent' });
  }
}

function faultOf(name: string, constraint: unknown, config: Config): string[] {
  const value = config[name];
  const told = `sampled ${name} = ${JSON.stringify(value)}`;
  if (typeof constraint !== 'object' || constraint === null)
    return Object.is(value, constraint) || value === constraint ? [] : [`${told}, which is fixed`];
  const distribution = constraint as Distribution;
  const isActive = conditionHolds(distribution.when, config);
  if (!isActive) return value === undefined ? [] : [`${told}, whose condition does not hold`];
  if (value === undefined) return [`did not sample ${name}, whose condition holds`];
  if (distribution.type === 'choice') {
    return (distribution.values as unknown[]).includes(value) ? [] : [`${told}, which is no choice`];
  }
  const {
    min = -Infinity,
    max = Infinity,
    type,
  } = distribution as { min?: number; max?: number; type: string };
  if (typeof value !== 'number' || !(value >= min && value <= max))
    return [`${told}, out of [${min}, ${max}]`];
  return /int/i.test(type) && !Number.isInteger(value) ? [`${told}, not a whole number`] : [];
}

/** A condition on a parameter that is not active does not hold. */
function conditionHolds(when: unknown, config: Config): boolean {
  return Object.entries((when ?? {}) as object).every(
    ([name, wanted]) => Object.hasOwn(config, name) && [wanted].flat().includes(config[name]),
  );
}
