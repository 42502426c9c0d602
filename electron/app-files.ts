import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

/** What a page of ours may do: run our own scripts and styles, and draw what it was handed. Nothing is loaded from elsewhere. */
const policy = [
  "default-src 'none'",
  // pdf.js decodes some pictures with WebAssembly of its own.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const permissions = [
  'camera',
  'microphone',
  'geolocation',
  'display-capture',
  'usb',
  'serial',
  'hid',
  'midi',
  'payment',
  'local-fonts',
  'screen-wake-lock',
  'idle-detection',
]

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
  '.icc': 'application/octet-stream',
}

export interface AppFile {
  status: 200 | 404
  headers: Record<string, string>
  body: Buffer
}

/**
 * The built renderer, as both shells serve it under an origin that exists nowhere. Every answer carries the policy; a
 * path that leads out of the folder, or to a kind of file that the renderer has none of, is not found (N2).
 */
export class AppFiles {
  readonly #folder: string
  readonly #kept = new Map<string, AppFile>()

  /** @param folder what `npm run build` made */
  constructor(folder: string) {
    this.#folder = folder
  }

  async get(address: string): Promise<AppFile> {
    const { pathname } = new URL(address)
    const known = this.#kept.get(pathname)
    if (known) return known
    const path = normalize(
      join(this.#folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)),
    )
    const type = types[extname(path)]
    const body =
      type !== undefined && path.startsWith(this.#folder + sep)
        ? await readFile(path).catch(() => undefined)
        : undefined
    if (type === undefined || body === undefined)
      return { status: 404, headers: headers('text/plain; charset=utf-8'), body: Buffer.from('Not found.') }
    const file: AppFile = { status: 200, headers: headers(type), body }
    this.#kept.set(pathname, file)
    return file
  }
}

function headers(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': policy,
    'Permissions-Policy': permissions.map((name) => `${name}=()`).join(', '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  }
}
