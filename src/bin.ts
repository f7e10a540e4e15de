#!/usr/bin/env node
import { writeSync } from 'node:fs';
import module, { createRequire } from 'node:module';

/** The version without the command line, whose files take longer to load than Node.js itself. */
function showsVersion([flag, ...others]: readonly string[]): boolean {
  if (flag !== '--version' || others.length > 0) return false;
  const { version } = createRequire(import.meta.url)('hpsearch/package.json') as { version: string };
  try {
    writeSync(1, `${version}\n`);
    return true;
  } catch {
    // The command line says why nothing can be written.
    return false;
  }
}

if (!showsVersion(process.argv.slice(2))) {
  // Node 22 and later keep the compiled code from one run to the next; what is imported before is not kept.
  (module as { enableCompileCache?: () => void }).enableCompileCache?.();
  await import('./cli.ts');
}
