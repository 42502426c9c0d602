import type { IncomingMessage } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { DownloadFailure } from './download-failure.ts'

/** What a server has sent of a file. */
export interface Piece {
  /** Whether the body goes on from the byte that was asked for; otherwise it begins at the first. */
  continues: boolean
  /** Of the whole file; null where the server does not say. */
  totalBytes: number | null
  body: AsyncIterable<Uint8Array>
}

export interface GetOptions {
  fromByte: number
  /** Where a redirect may lead to, each with the hosts below it. */
  hosts: readonly string[]
  /** Without a byte for so long, the connection counts as broken. */
  idleMs: number
  signal: AbortSignal
}

/** Node's own, or another that speaks TLS as well. */
export type Request = (
  url: URL,
  options: RequestOptions,
  onResponse: (response: IncomingMessage) => void,
) => ReturnType<typeof httpsRequest>

const mostRedirects = 5

/**
 * Gets a file, or the rest of it, over HTTPS. This is the only network code of the app (N1): it is loaded by the installer
 * of main, after a person has asked for a model. It sends an address and a range, and nothing else of this computer.
 *
 * @throws DownloadFailure
 */
export async function httpsGet(
  from: URL,
  options: GetOptions,
  request: Request = httpsRequest,
): Promise<Piece> {
  let url = from
  for (let redirects = 0; ; redirects += 1) {
    requireAllowed(url, options.hosts)
    const response = await send(url, options, request)
    const location = redirectOf(response)
    if (location === null) return pieceOf(response, options.fromByte)
    response.destroy()
    if (redirects === mostRedirects) throw refused('The server sends the download in circles.')
    url = parsed(location, url)
  }
}

function requireAllowed(url: URL, hosts: readonly string[]): void {
  const isPlain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === ''
  const isAllowed = hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))
  if (!isPlain || !isAllowed)
    throw refused('The server sends the download on to an address that the catalogue does not name.')
}

function parsed(location: string, base: URL): URL {
  const url = URL.parse(location, base.href)
  if (!url) throw refused('The server sends the download on to an address that is none.')
  return url
}

async function send(
  url: URL,
  { fromByte, idleMs, signal }: GetOptions,
  request: Request,
): Promise<IncomingMessage> {
  return await new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'GET',
        signal,
        timeout: idleMs,
        // A connection of its own, closed with the answer.
        agent: false,
        minVersion: 'TLSv1.2',
        // Whatever the environment says.
        rejectUnauthorized: true,
        headers: {
          'accept-encoding': 'identity',
          'user-agent': 'Bulkhead',
          ...(fromByte > 0 && { range: `bytes=${fromByte}-` }),
        },
      },
      resolve,
    )
    sent.once('timeout', () => sent.destroy(new Error('idle')))
    sent.once('error', (error) => reject(signal.aborted ? error : broken(error)))
    sent.end()
  })
}

function redirectOf({ statusCode, headers }: IncomingMessage): string | null {
  if (statusCode === undefined || ![301, 302, 303, 307, 308].includes(statusCode)) return null
  return headers.location ?? ''
}

function pieceOf(response: IncomingMessage, fromByte: number): Piece {
  const { statusCode, headers } = response
  const length = Number(headers['content-length'] ?? Number.NaN)
  const stated = Number.isSafeInteger(length) ? length : null
  if (statusCode === 200) return { continues: false, totalBytes: stated, body: bodyOf(response) }
  if (statusCode === 206) {
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? []
    if (Number(start) === fromByte)
      return {
        continues: true,
        totalBytes: total === '*' || total === undefined ? null : Number(total),
        body: bodyOf(response),
      }
  }
  response.destroy()
  if (statusCode === 404 || statusCode === 410) throw refused('The server does not have this model any more.')
  if (statusCode === 416) throw refused('The file on the server has another length than the catalogue says.')
  throw new DownloadFailure(
    `The server answered with an error (${statusCode ?? 'none'}). Try again later; what is here is kept.`,
    { keep: true },
  )
}

async function* bodyOf(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response) yield chunk as Uint8Array
  } catch (error) {
    throw broken(error)
  }
}

function broken(error: unknown): DownloadFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/CERT|SIGNATURE|SELF_SIGNED|ALTNAME|TLS|SSL/.test(code))
    return new DownloadFailure(
      'The server could not show that it is the one it should be, so nothing was taken from it.',
      { keep: true },
    )
  return new DownloadFailure('The connection broke. What is here is kept; go on when the network is there.', {
    keep: true,
  })
}

function refused(sentence: string): DownloadFailure {
  return new DownloadFailure(sentence, { keep: false })
}
