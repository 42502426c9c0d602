import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** `vite build` makes the app; `vite build --mode gallery` the page of all components, which is no part of it. */
export default defineConfig(({ mode }) => ({
  root: here('renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: here(mode === 'gallery' ? 'dist/gallery' : 'dist/renderer'),
    emptyOutDir: true,
    // Both shells bring a Chromium of their own.
    target: 'chrome138',
    // What is served has a Content-Security-Policy that knows no inline script and no data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: here(mode === 'gallery' ? 'renderer/ui.html' : 'renderer/index.html') },
    chunkSizeWarningLimit: 2_000,
  },
}))
