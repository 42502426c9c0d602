/** What is left of a client that is destroyed, and what that means. */
export function remainsWords({ keys, files }: { keys: number; files: number }): string {
  const things = keys + files === 1 ? 'One thing of it is' : `${keys + files} things of it are`
  return keys === 0
    ? `${things} still in Bulkhead’s folder. Its keys are gone, so nobody can open it; it is tried again at every sign-in.`
    : `${things} still here, keys among them. It is tried again at every sign-in; try it now, or see that the disk is not full and the keychain is unlocked.`
}
