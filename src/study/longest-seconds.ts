/** The longest time that a user may give, 24 days: beyond 2^31 − 1 ms a timer fires at once. */
export const longestSeconds = 24 * 86_400;
