import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: here('dist/renderer'),
    emptyOutDir: true,
    // Both shells bring a Chromium of their own.
    target: 'chrome138',
    // What is served has a Content-Security-Policy that knows no inline script and no data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { app: here('renderer/index.html'), ui: here('renderer/ui.html') } },
    chunkSizeWarningLimit: 2_000,
  },
})
