import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request as httpsRequest, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Get } from '../../core/host/models/installer.ts'
import { httpsGet, type Request } from '../../core/install/https-get.ts'

/** A certificate and its key for the names of the tests; nothing else trusts it, and it is used nowhere else. */
const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) =>
  readFileSync(fileURLToPath(new URL(`tls/${name}`, import.meta.url))),
)

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** An HTTPS server on this computer that answers as each test says. */
export class ModelServer {
  readonly #server: Server
  /** Host, path and range of every request that has come. */
  readonly asked: string[] = []
  answer: Answer = (_request, response) => response.writeHead(404).end()

  constructor() {
    this.#server = createServer({ key, cert: certificate }, (request, response) => {
      this.asked.push([request.headers.host, request.url, request.headers.range].filter(Boolean).join(' '))
      this.answer(request, response)
    })
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  /** The product's own code, with every name led to this server; over TLS as always, and checked. */
  readonly get: Get = async (url, options) => await httpsGet(url, options, this.request())

  request(ca: Buffer | undefined = certificate): Request {
    const { port } = this
    return (url, options, onResponse) =>
      httpsRequest(
        {
          ...options,
          ...(ca && { ca }),
          host: '127.0.0.1',
          port,
          path: url.pathname + url.search,
          servername: url.hostname,
          headers: { ...(options.headers as Record<string, string>), host: url.hostname },
        },
        onResponse,
      )
  }

  /** Serves files by their path, with ranges, as a good server does. */
  serve(files: ReadonlyMap<string, Uint8Array>): void {
    this.answer = (request, response) => {
      const content = files.get(request.url ?? '')
      if (!content) return void response.writeHead(404).end()
      const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? []
      if (from === undefined) {
        response.writeHead(200, { 'content-length': content.length }).end(content)
        return
      }
      const rest = content.subarray(Number(from))
      response
        .writeHead(206, {
          'content-length': rest.length,
          'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
        })
        .end(rest)
    }
  }
}
