import type { Outcome } from './results.ts';
export function qualityReport(_outcomes: readonly Outcome[], _methods: readonly string[]): string {
  return '';
}
