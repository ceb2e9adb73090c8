// How the three pages are built: planner (index.html), console (console.html) and room (room.html), each its own entry so
// that a room never loads the planner's libraries. A page that is not there yet is left out.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const pages = ['index.html', 'console.html', 'room.html'].filter((page) => existsSync(`${root}${page}`));

const pdfjsPackage = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
/** The version is in the address: these files are kept for ever by browsers. */
const pdfjsFiles = `assets/pdfjs-${JSON.parse(readFileSync(pdfjsPackage, 'utf8')).version}/`;

/** What pdf.js fetches while it reads: character maps, standard fonts, and decoders that need no WebAssembly. */
function emitPdfjsFiles(): Plugin {
  const isWanted = (folder: string, file: string) => folder !== 'wasm' || /nowasm|^LICENSE/.test(file);
  return {
    name: 'pdfjs-files',
    generateBundle() {
      for (const folder of ['cmaps', 'standard_fonts', 'wasm']) {
        const source = join(dirname(pdfjsPackage), folder);
        for (const file of readdirSync(source).filter((name) => isWanted(folder, name))) {
          const fileName = `${pdfjsFiles}${folder}/${file}`;
          this.emitFile({ type: 'asset', fileName, source: readFileSync(join(source, file)) });
        }
      }
    },
  };
}

export default defineConfig({
  root,
  base: '/',
  plugins: [react(), emitPdfjsFiles()],
  define: { PDFJS_FILES: JSON.stringify(`/${pdfjsFiles}`) },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The pages are served under a content security policy that allows no data: fonts and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: Object.fromEntries(pages.map((page) => [page.replace('.html', ''), `${root}${page}`])) },
  },
});
