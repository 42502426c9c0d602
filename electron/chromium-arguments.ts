import type { Settings } from '../core/contract/firm.ts'

/**
 * How Chromium is started as a shell. The proxy that is not there and the resolver that finds nothing hold what the
 * browser itself would say to the outside; where the system can, it starts in an empty network namespace besides.
 *
 * @param profile the folder where the browser keeps what it keeps
 * @param page what it shows first
 * @param isHeadless without a window, for tests
 */
export function chromiumArguments(profile: string, page: string, isHeadless: boolean): string[] {
  return [
    `--app=${page}`,
    `--user-data-dir=${profile}`,
    '--remote-debugging-pipe',
    '--window-size=1280,800',
    '--proxy-server=http://0.0.0.0:9',
    '--proxy-bypass-list=<-loopback>',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--disable-quic',
    '--disable-breakpad',
    '--disable-crash-reporter',
    '--disable-domain-reliability',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-field-trial-config',
    '--disable-sync',
    '--disable-pings',
    '--disable-translate',
    '--disable-spell-checking',
    '--deny-permission-prompts',
    '--disable-notifications',
    '--disk-cache-size=1',
    '--media-cache-size=1',
    '--metrics-recording-only',
    '--no-first-run',
    '--no-default-browser-check',
    '--no-service-autorun',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-component-extensions-with-background-pages',
    '--disable-search-engine-choice-screen',
    // A page that was left is gone, and not kept to come back to.
    '--disable-back-forward-cache',
    // The browser keeps no passwords, so it has no business with the keychain.
    '--password-store=basic',
    '--use-mock-keychain',
    '--disable-hang-monitor',
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-dev-shm-usage',
    '--disable-infobars',
    '--enable-unsafe-swiftshader',
    '--force-color-profile=srgb',
    '--disable-features=WebRtcHideLocalIpsWithMdns,OptimizationHints,MediaRouter,DialMediaRouteProvider,Translate,AutofillServerCommunication,PasswordManagerOnboarding',
    // The bar that says that a switch is not supported.
    '--test-type',
    // Chromium does not start in its sandbox as root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(isHeadless ? headless : []),
  ]
}

/** What the window shows while nobody serves it: nothing, under the app's name. */
export function waitingPage(theme: Settings['theme']): string {
  const schemes = theme === 'system' ? 'light dark' : theme
  return `data:text/html,<!doctype html><title>Bulkhead</title><meta name="color-scheme" content="${schemes}">`
}

/** A desktop's mouse, which a browser without a window does not find. */
const headless = [
  '--headless',
  '--hide-scrollbars',
  '--mute-audio',
  '--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4',
]
