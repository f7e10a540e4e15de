import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtFile } from '../../files/built-file.ts';
import { styleSheet } from '../../report/html/page/style-sheet.ts';

/** A file of the page. */
export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
  /** Its name changes with its content, so that a browser may keep it. */
  readonly isImmutable: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * The files of the page by their paths, read once: a path that is none of them leads nowhere. Built files stand in
 * dist/web, for the sources too.
 */
export function loadAssets(folder = builtFile('web')): ReadonlyMap<string, Asset> {
  const assets = new Map([['/style.css', assetOf('/style.css', Buffer.from(styleSheet))]]);
  for (const path of existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []) {
    if (types[extname(path)] === undefined) continue;
    const name = `/${path.replaceAll('\\', '/')}`;
    assets.set(name === '/index.html' ? '/' : name, assetOf(name, readFileSync(join(folder, path))));
  }
  return assets;
}

function assetOf(name: string, content: Uint8Array): Asset {
  const bytes = Uint8Array.from(content);
  return {
    type: types[extname(name)] as string,
    bytes,
    gzip: Uint8Array.from(gzipSync(bytes, { level: 6 })),
    isImmutable: /^\/assets\/.*-[\w-]{8}\.\w+$/.test(name),
  };
}
