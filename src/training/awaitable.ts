/**
 * A value, or one that comes later: a user's `build` may be asynchronous. What comes at once is used at once, without
 * giving up the thread, since tensors that other code creates meanwhile would be counted as one's own.
 */
export type Awaitable<T> = T | Promise<T>;

/** Passes the value on, now or later. */
export function after<T, U>(value: Awaitable<T>, next: (value: T) => Awaitable<U>): Awaitable<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Runs `work`, then `end`, even if the work throws or its promise is rejected. */
export function endingWith<T>(work: () => Awaitable<T>, end: () => void): Awaitable<T> {
  let made: Awaitable<T>;
  try {
    made = work();
  } catch (error) {
    end();
    throw error;
  }
  if (made instanceof Promise) return made.finally(end);
  end();
  return made;
}
