/** The label of an encoding that can be read, as the Encoding Standard writes it; undefined for an unknown name. */
export function encodingLabel(name: string): string | undefined {
  const plain = name.trim().toLowerCase();
  try {
    return new TextDecoder(aliases[plain] ?? plain.replace(/^windows(?=\d)/, 'windows-')).encoding;
  } catch {
    return undefined;
  }
}

/** Names that Python and spreadsheets use and the Encoding Standard does not list. */
const aliases: Readonly<Record<string, string>> = {
  utf_8: 'utf-8',
  'utf-8-sig': 'utf-8',
  utf_8_sig: 'utf-8',
  utf16: 'utf-16le',
  utf_16: 'utf-16le',
  latin_1: 'latin1',
  'latin-1': 'latin1',
  iso8859_1: 'latin1',
  ansi: 'windows-1252',
  macroman: 'macintosh',
};
