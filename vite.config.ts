import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * What pdf.js reads beside a document, put below `pdf/`: tables of Asian encodings, the fonts that every PDF may count on,
 * decoders of pictures, a colour profile. Not the engine that would run scripts, which is not ours to offer.
 */
function pdfFiles(): Plugin {
  const files = {
    cmaps: /\.bcmap$/,
    standard_fonts: /./,
    wasm: /^(?!quickjs)(?:.*\.wasm|LICENSE.*)$/,
    iccs: /./,
  }
  return {
    name: 'pdf-files',
    apply: 'build',
    generateBundle() {
      for (const [folder, wanted] of Object.entries(files)) {
        const from = here(`node_modules/pdfjs-dist/${folder}/`)
        for (const name of readdirSync(from).filter((one) => wanted.test(one)))
          this.emitFile({
            type: 'asset',
            fileName: `pdf/${folder}/${name}`,
            source: readFileSync(from + name),
          })
      }
    },
  }
}

/** `vite build` makes the app; `vite build --mode gallery` the page of all components, which is no part of it. */
export default defineConfig(({ mode }) => ({
  root: here('renderer'),
  base: './',
  plugins: [react(), mode === 'gallery' ? null : pdfFiles()],
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
