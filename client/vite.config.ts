// How the three pages are built: planner (index.html), console (console.html) and room (room.html), each its own entry so
// that a room never loads the planner's libraries. A page that is not there yet is left out.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const pages = ['index.html', 'console.html', 'room.html'].filter((page) => existsSync(`${root}${page}`));

export default defineConfig({
  root,
  base: '/',
  plugins: [react()],
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
