/**
 * What a child process may know of ours: where temporary files, the desktop session and the program's compiled code
 * are, nothing else.
 */
const allowed = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'LANG',
  'LC_ALL',
  'TZ',
  'SYSTEMROOT',
  'WINDIR',
  'NODE_COMPILE_CACHE',
]

/**
 * The environment of every child process: an allow-list, so that no secret, no `NODE_OPTIONS` and no passphrase
 * variable is inherited (N1, K1).
 */
export function childEnvironment(source: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const environment: Record<string, string> = {}
  for (const name of allowed) {
    const value = source[name]
    if (value !== undefined) environment[name] = value
  }
  return environment
}
