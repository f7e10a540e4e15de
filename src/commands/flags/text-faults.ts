import { pathFault } from '../../files/place.ts';

/**
 * Faults of the texts of flags and arguments, whatever their purpose: an unset variable in quotation marks is empty,
 * and would mean the working directory, or any study. All texts obey the limits of a path.
 */
export function textFaults(args: readonly string[], argv: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(argv).flatMap(([name, value]) => {
    const fault = typeof value === 'string' && name !== '$0' ? textFault(value, args) : undefined;
    return fault === undefined ? [] : [`${titleOf(name, args)}: ${fault}`];
  });
}

/** yargs makes an empty text of a lone dash. */
function textFault(value: string, args: readonly string[]): string | undefined {
  if (value === '' && args.includes('-')) return 'must name a file: the standard input is not read, got "-"';
  return pathFault(value);
}

/** The flag as the user gave it; the database's path may come from the environment. */
function titleOf(name: string, args: readonly string[]): string {
  const flag = `--${name}`;
  if (args.some((word) => word === flag || word.startsWith(`${flag}=`))) return flag;
  return name === 'db' ? 'HPSEARCH_DB' : `<${name}>`;
}
