/** The longest time that a user may give, 24 days: beyond 2^31 − 1 ms a timer fires at once. */
export const longestSeconds = 24 * 86_400;

/** A user's module may take so long to load, in a worker at least: it is nobody's doing that a machine is slow. */
export const loadSeconds = 60;
