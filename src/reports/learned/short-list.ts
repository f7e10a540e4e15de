const most = 10;
const shown = 8;

/** The names, or of more than ten the first eight and "33 others": a space may have hundreds of parameters. */
export function shortList(names: readonly string[]): readonly string[] {
  return names.length <= most ? names : [...names.slice(0, shown), `${names.length - shown} others`];
}
