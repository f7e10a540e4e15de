/** A text in quotation marks, its length with them, and what it says: a doubled mark stands for itself. */
export interface Quoted {
  readonly content: string;
  readonly length: number;
}

/** The quoted text that `text` begins with; undefined without an opening or a closing mark. */
export function quotedStart(text: string): Quoted | undefined {
  const mark = text[0] ?? '';
  if (mark !== '"' && mark !== "'") return undefined;
  const found = new RegExp(`^${mark}((?:[^${mark}]|${mark}${mark})*)${mark}`).exec(text);
  if (found === null) return undefined;
  return { content: (found[1] as string).replaceAll(mark + mark, mark), length: found[0].length };
}

/** The content of a name that is quoted as a whole, and any other name as it is. */
export function unquoted(name: string): string {
  const quoted = quotedStart(name);
  return quoted?.length === name.length ? quoted.content : name;
}

/** A name as it is written in a list or a condition: in quotation marks where it would be read as something else. */
export function writtenName(name: string): string {
  return /^[-'"\s]|,|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/**
 * The names between commas. A name in quotation marks may have commas; with a minus before it, which asks for a descending
 * order, or at its beginning, it keeps its marks.
 */
export function quotedNames(list: string): string[] {
  const names: string[] = [];
  let rest = list.trimStart();
  for (;;) {
    const sign = rest.startsWith('-') ? 1 : 0;
    const quoted = quotedStart(rest.slice(sign));
    const comma = rest.indexOf(',', quoted === undefined ? 0 : sign + quoted.length);
    const name = (comma < 0 ? rest : rest.slice(0, comma)).trim();
    const content = unquoted(name);
    names.push(content.startsWith('-') ? name : content);
    if (comma < 0) return names;
    rest = rest.slice(comma + 1).trimStart();
  }
}
