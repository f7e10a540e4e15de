import type { Argv } from 'yargs';
import { type GivenFlag, givenFlags } from './given-flags.ts';
import { surplusWord } from './plain-faults.ts';

export type Parsed = Readonly<Record<string, unknown>>;

interface Declared {
  readonly boolean: readonly string[];
  readonly positional: readonly string[];
  readonly all: readonly string[];
}

/** The faults of values that are not of their flag's declared type, one line per flag: yargs converts them silently. */
export function typeFaults(args: readonly string[], argv: Parsed, yargs: Argv): ReadonlyMap<string, string> {
  const declared = declaredBy(yargs);
  const faults = new Map<string, string>();
  const given = givenFlags(args).map((each) => ({ ...each, flag: kebabCase(each.flag) }));
  for (const name of declared.all) {
    const fault = typeFault(name, given, argv, declared);
    if (fault !== undefined) faults.set(name, fault);
  }
  const [word] = wordsBeyond(args, argv, declared);
  if (word !== undefined) faults.set('--', surplusWord(word));
  return faults;
}

function typeFault(
  name: string,
  given: readonly GivenFlag[],
  argv: Parsed,
  { boolean, positional }: Declared,
): string | undefined {
  const own = given.filter(({ flag }) => flag === name);
  const values = own.map(({ value }) => value);
  const texts = own.map(({ text = '' }) => text);
  const isNegated = given.some(({ flag }) => flag === `no-${name}`);
  if (positional.includes(name)) {
    if (values.length > 0 || isNegated) return `--${name}: is no flag, its value stands alone`;
    // Empty values are reported as text faults.
    return undefined;
  }
  if (boolean.includes(name)) return switchFault(name, values, isNegated);
  if (isNegated) return `--no-${name}: must be left out, for --${name} takes a value`;
  if (values.length > 1) {
    return `--${name}: must be given once, got ${JSON.stringify(texts)}`;
  }
  const isEmpty = values.includes('') || [argv[name]].flat().includes('');
  return values.length > 0 && isEmpty ? `--${name}: must not be empty` : undefined;
}

function switchFault(
  name: string,
  values: readonly (string | undefined)[],
  isNegated: boolean,
): string | undefined {
  const other = values.find((value) => value !== undefined && value !== 'true' && value !== 'false');
  if (other !== undefined)
    return `--${name}: must stand alone, or be true or false, got ${JSON.stringify(other)}`;
  const states = new Set([...values.map((value) => value !== 'false'), ...(isNegated ? [false] : [])]);
  return states.size > 1 ? `--${name}: must not be both on and off` : undefined;
}

/** Words after `--` that are not arguments of the command: yargs ignores them. */
function wordsBeyond(args: readonly string[], argv: Parsed, { positional }: Declared): string[] {
  const end = args.indexOf('--');
  if (end < 0 || positional.some((name) => Array.isArray(argv[name]))) return [];
  const taken = positional.map((name) => argv[name]).filter((value) => value !== undefined);
  return args.slice(end + 1).filter((word) => !taken.map(String).includes(word));
}

export function declaredBy(yargs: Argv): Declared {
  // Its published types lack these two.
  const declaring = yargs as unknown as {
    getOptions(): { boolean: string[]; key: Record<string, unknown> };
    getGroups(): Record<string, string[]>;
  };
  const { boolean, key } = declaring.getOptions();
  return { boolean, all: Object.keys(key), positional: declaring.getGroups()['Positionals:'] ?? [] };
}

function kebabCase(flag: string): string {
  return flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
