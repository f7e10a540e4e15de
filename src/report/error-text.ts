import pc from 'picocolors';

/** An error that the user can mend: its message alone. */
export function renderUserError(error: Error): string {
  return `${pc.red('hpsearch:')} ${error.message}`;
}

/** An error of ours: where it came from, for whoever mends it. */
export function renderOwnError(error: unknown): string {
  const stack = error instanceof Error ? error.stack : String(error);
  return `${pc.red('hpsearch:')} this is a fault of hpsearch itself\n${stack}`;
}
