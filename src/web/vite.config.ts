import { defineConfig } from 'vite';

/** The dashboard's page, bundled into dist/web with all that it needs: it loads nothing from elsewhere. */
export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { outDir: '../../dist/web', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
});
