/**
 * How Chromium is started as a shell. The proxy that is not there and the resolver that finds nothing hold what the
 * browser itself would say to the outside; where the system can, it starts in an empty network namespace besides.
 */
export function chromiumArguments(address: string): string[] {
  return [
    `--app=${address}`,
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
    '--disable-sync',
    '--disable-translate',
    '--disable-spell-checking',
    '--deny-permission-prompts',
    '--disable-notifications',
    '--disk-cache-size=1',
    '--media-cache-size=1',
    '--force-color-profile=srgb',
    '--disable-features=WebRtcHideLocalIpsWithMdns,OptimizationHints,MediaRouter,DialMediaRouteProvider,Translate,AutofillServerCommunication,PasswordManagerOnboarding',
    // The bar that says that a switch is not supported.
    '--test-type',
  ]
}
