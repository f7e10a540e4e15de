/** The parts of a database's location that are never shown, recorded or compared. */
interface Secrets {
  readonly password: string;
  /** Parameters of the URL: the passphrase of a key and the like. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** By the location without them. Kept for the life of this process, which may open the database again. */
const known = new Map<string, Secrets>();

/** In place of the user and the password of a text that is no URL. */
const hidden = '//***@';

/** The user and the password of any server's URL, and of a PostgreSQL server's with slashes or a colon left out. */
const likeUser = /^([a-z][a-z0-9+.-]*:\/\/|postgres(?:ql)?[:/]+)[^/]*:.*@/is;

/** True for a location that is the URL of a server. */
export function isServerUrl(location: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(location);
}

/**
 * The location without its password, which this process remembers for `withSecrets`, and in one form: the same text for
 * the same place. A location of another kind stays as it is, except for what looks like a user's password.
 */
export function withoutSecrets(location: string): string {
  if (!isServerUrl(location)) return location.replace(likeUser, '$1***@');
  const url = parsedUrl(location);
  // Everything that may be a password.
  if (url === undefined) return location.replace(/\/\/.*@/s, hidden).replace(/\?.*$/s, '?***');
  const parameters = [...url.searchParams].filter(([name]) => /pass|secret|token/i.test(name));
  const secrets = { password: url.password, parameters };
  url.password = '';
  for (const [name] of parameters) url.searchParams.delete(name);
  if (url.port === '5432') url.port = '';
  const shown = url.href.replace(/^postgresql:/, 'postgres:');
  if (secrets.password !== '' || parameters.length > 0) known.set(shown, secrets);
  return shown;
}

/** The location with the secrets that this process knows of it: for opening it, or for passing it to a worker. */
export function withSecrets(location: string): string {
  const shown = withoutSecrets(location);
  const secrets = known.get(shown);
  if (secrets === undefined) return shown;
  const url = new URL(shown);
  url.password = secrets.password;
  for (const [name, value] of secrets.parameters) url.searchParams.set(name, value);
  return url.href;
}

/** True for a location, as `withoutSecrets` returns it, that is a valid URL. */
export function isSoundUrl(shown: string): boolean {
  return URL.canParse(shown) && !shown.includes(hidden);
}

/** Undefined for a text that is no URL. */
function parsedUrl(location: string): URL | undefined {
  const text = withHostOrParameters(location.replaceAll(' ', '%20'));
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  // A password with one of / ? # that is not escaped: what follows it looks like the rest of the URL.
  const isCut = url.username === '' && /@/.test(url.pathname + url.search + url.hash);
  return isCut ? undefined : url;
}

/** libpq permits `user:password@/database`, the WHATWG's URLs do not. */
function withHostOrParameters(text: string): string {
  const [, scheme, user, password, rest] = /^(\w+:\/\/)([^@:/?#]*)(?::([^@/?#]*))?@(\/.*)$/s.exec(text) ?? [];
  if (scheme === undefined) return text;
  const given = Object.entries({ user, password }).filter(([, value]) => value !== undefined);
  const parameters = given.map(([name, value]) => `${name}=${value}`).join('&');
  return `${scheme}${rest}${rest?.includes('?') ? '&' : '?'}${parameters}`;
}
