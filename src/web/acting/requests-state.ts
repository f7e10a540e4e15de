import { signal } from '@preact/signals';

/** Counts the requests that this page has made, and the jobs: lists of them load anew when it grows. */
export const requestsChanged = signal(0);
export const jobsChanged = signal(0);
