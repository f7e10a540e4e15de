// Cheap tests of stored values without any import: the schemas take longer to load than most commands take in all. Each
// is at least as strict as its schema.

export type Test = (value: unknown) => boolean;
type Fields = Readonly<Record<string, unknown>>;

export const isText: Test = (value) => typeof value === 'string';
export const isName: Test = (value) => typeof value === 'string' && value !== '';
export const isFlag: Test = (value) => typeof value === 'boolean';
export const isNumber: Test = (value) => Number.isFinite(value);
export const isPositive: Test = (value) => isNumber(value) && (value as number) > 0;
export const isNonNegative: Test = (value) => isNumber(value) && (value as number) >= 0;
export const isShare: Test = (value) => isNonNegative(value) && (value as number) < 1;
export const isUnit: Test = (value) => isNonNegative(value) && (value as number) <= 1;
/** The level of a quantile. */
export const isLevel: Test = (value) => isShare(value) && value !== 0;
export const isWhole: Test = (value) => Number.isSafeInteger(value);
export const isCount: Test = (value) => isWhole(value) && (value as number) >= 0;
export const isPositiveCount: Test = (value) => isWhole(value) && (value as number) >= 1;
export const isScalar: Test = (value) => isText(value) || isFlag(value) || isNumber(value);

const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A valid UTC time: no thirtieth of February. */
export const isTime: Test = (value) => {
  if (typeof value !== 'string' || !timePattern.test(value)) return false;
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value;
};

export function fieldsOf(value: unknown): Fields | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : undefined;
}

export function oneOf(words: readonly string[]): Test {
  return (value) => typeof value === 'string' && words.includes(value);
}

export function nullOr(holds: Test): Test {
  return (value) => value === null || holds(value);
}

export function either(one: Test, other: Test): Test {
  return (value) => one(value) || other(value);
}

export function listOf(holds: Test, { from = 0, to = Number.POSITIVE_INFINITY } = {}): Test {
  return (value) =>
    Array.isArray(value) && value.length >= from && value.length <= to && value.every((each) => holds(each));
}

/** Any names except an empty one. */
export function recordOf(holds: Test): Test {
  return (value) => {
    const fields = fieldsOf(value);
    if (fields === undefined) return false;
    for (const key in fields) {
      if (key === '' || key === '__proto__' || !holds(fields[key])) return false;
    }
    return true;
  };
}

type Tests = Readonly<Record<string, Test>>;

/** An object with the fields of `must`, optionally those of `may`, and any others. */
export function shape(must: Tests, may: Tests = {}): Test {
  const [needed, optional] = [Object.entries(must), Object.entries(may)];
  return (value) => {
    const fields = fieldsOf(value);
    if (fields === undefined) return false;
    const has = (name: string) => Object.hasOwn(fields, name);
    return (
      needed.every(([name, holds]) => has(name) && holds(fields[name])) &&
      optional.every(([name, holds]) => !has(name) || holds(fields[name]))
    );
  };
}

/** Like `shape`, but without other fields. */
export function strictShape(must: Tests, may: Tests = {}): Test {
  const isShaped = shape(must, may);
  const known = new Set([...Object.keys(must), ...Object.keys(may)]);
  return (value) => isShaped(value) && Object.keys(value as object).every((name) => known.has(name));
}

/** The shape that the field `tag` names. */
export function taggedBy(tag: string, shapes: Tests): Test {
  return (value) => {
    const name = fieldsOf(value)?.[tag];
    return typeof name === 'string' && Object.hasOwn(shapes, name) && shapes[name]?.(value) === true;
  };
}

/** Accepts no value, so that the schema checks it. */
export const never: Test = () => false;
