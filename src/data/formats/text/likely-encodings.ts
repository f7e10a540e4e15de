import { strictDecoder, UndecodableError } from './strict-decoder.ts';

/** Encodings that texts without a mark are often found in, and the letters that each adds to ASCII. */
const candidates: readonly { readonly label: string; readonly letters: RegExp }[] = [
  { label: 'windows-1252', letters: /[À-ÖØ-öø-ÿŒœŠšŽžŸ]/ },
  { label: 'windows-1250', letters: /[ÁÂÄÇÉËÍÎÓÔÖÚÜÝßáâäçéëíîóôöúüýĂ-ćČ-đĘ-ěĹ-łŃńŇňŐőŔŕŘ-śŞ-ťŮ-űŹ-ž]/ },
  { label: 'windows-1251', letters: /[А-яЁёЄєІіЇїҐґЎў]/ },
  { label: 'koi8-r', letters: /[А-яЁё]/ },
  { label: 'ibm866', letters: /[А-яЁё]/ },
  { label: 'windows-1253', letters: /[Ά-ώ]/ },
  { label: 'windows-1254', letters: /[ÀÂÇÈÉÎÖÛÜàâçèéîöûüĞğİıŞş]/ },
  { label: 'windows-1257', letters: /[ÄÅÕÖÜäåõöüĀāĄąĆćČčĒ-ėĘęĢģĪīĮįĶķĻļŁłŅņŠšŪūŲųŹźŻżŽž]/ },
];

/** A word with bytes beyond ASCII, as an encoding reads it. */
interface Reading {
  readonly label: string;
  readonly word: string;
}

/**
 * The three encodings that most likely wrote these bytes, likeliest first, each with its reading of the first word
 * beyond ASCII. Only for a hint: two encodings of one script differ in few letters.
 */
export function likelyEncodings(bytes: Buffer): Reading[] {
  const words = bytes.toString('latin1').match(/[^\s,;|"]*[\x80-\xff][^\s,;|"]*/g) ?? [];
  const sample = words.slice(0, 200).map((word) => Buffer.from(word, 'latin1'));
  const [first] = sample;
  if (first === undefined) return [];
  return candidates
    .map(({ label, letters }) => ({
      label,
      word: read(first, label),
      score: scoreOf(sample, label, letters),
    }))
    .filter(({ word, score }) => word !== undefined && score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, 3)
    .map(({ label, word }) => ({ label, word: word ?? '' }));
}

/** The share of words that look written in the encoding: letters of its script, of one script and in usual case. */
function scoreOf(words: readonly Buffer[], label: string, letters: RegExp): number {
  const points = words.map((bytes): number => {
    const word = read(bytes, label);
    if (word === undefined) return -1;
    const beyond = [...word].filter((sign) => sign > '\x7f');
    if (!beyond.every((sign) => letters.test(sign))) return 0;
    const isUsual = /^[^\p{L}]*\p{L}?[^\p{Lu}]*$/u.test(word);
    const isCapital = !/\p{Ll}/u.test(word);
    const isForeign = /[А-яΆ-ώ]/.test(word);
    // Words of Cyrillic or Greek have no Latin letters; Latin words have mostly those.
    const isMixed = isForeign ? /[A-Za-z]/.test(word) : beyond.length > 2 && beyond.length > word.length / 2;
    return isMixed ? 0.1 : isUsual ? 1 : isCapital ? 0.9 : 0.3;
  });
  return points.reduce((sum, point) => sum + point, 0) / words.length;
}

function read(bytes: Buffer, label: string): string | undefined {
  try {
    return strictDecoder(label).decode(bytes, true);
  } catch (error) {
    if (error instanceof UndecodableError) return undefined;
    throw error;
  }
}
