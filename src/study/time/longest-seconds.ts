/** The longest time that a user may give, 24 days: beyond 2^31 − 1 ms a timer fires at once. */
export const longestSeconds = 24 * 86_400;

/**
 * Time limit in seconds for loading a user's module. It is generous, since a slow machine is not the module's fault.
 */
export const loadSeconds = 60;
