/** Python's json writes NaN, Infinity and -Infinity, which JSON has no word for: here they become texts. */
export function readPythonJson(text: string): unknown {
  const words = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;
  return JSON.parse(text.replace(words, (token) => (token.startsWith('"') ? token : `"${token}"`)));
}
