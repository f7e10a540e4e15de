import { spawn } from 'node:child_process';
import { platform } from 'node:os';

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Opens an address in the user's browser. Resolves to false where no program can, such as on a server. */
export function openInBrowser(url: string): Promise<boolean> {
  const [program = '', ...first] = openers[platform()] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(program, [...first, url], { stdio: 'ignore', detached: true });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
    // Some openers stay for as long as the browser.
    child.on('spawn', () => setTimeout(() => resolve(true), 2000).unref());
    child.unref();
  });
}
