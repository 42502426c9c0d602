import type { AppFiles } from './app-files.ts'
import type { ElectronApi, PageSession, PageView } from './electron-api.ts'

export const scheme = 'bulkhead'
export const appAddress = `${scheme}://app/`

/** What a page of ours may do besides drawing: put text on the clipboard when somebody presses "Copy". */
const allowed = new Set(['clipboard-sanitized-write'])

/**
 * A session that lives in memory and as long as one page: nothing is written, nothing is reached but our own files, and
 * whatever a page could ask for is refused (N2).
 *
 * @param name another one for each page; a session is shared by its name
 */
export function newPageSession<Session extends PageSession>(
  session: ElectronApi<PageView, Session>['session'],
  name: string,
  files: AppFiles,
): Session {
  // Without "persist:" at its start a partition is kept in memory.
  const page = session.fromPartition(name, { cache: false })
  page.protocol.handle(scheme, async (request) => {
    const { status, headers, body } = await files.get(request.url)
    return new Response(new Uint8Array(body), { status, headers })
  })
  page.webRequest.onBeforeRequest(({ url }, callback) =>
    callback({
      cancel:
        !url.startsWith(appAddress) &&
        !url.startsWith(`blob:${scheme}://app`) &&
        !url.startsWith('data:image/'),
    }),
  )
  page.setPermissionRequestHandler((_contents, permission, callback) => callback(allowed.has(permission)))
  page.setPermissionCheckHandler((_contents, permission) => allowed.has(permission))
  page.setDevicePermissionHandler(() => false)
  page.setSpellCheckerEnabled(false)
  void page.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'http://0.0.0.0:9',
    proxyBypassRules: '<-loopback>',
  })
  page.on('will-download', (event) => event.preventDefault())
  return page
}
