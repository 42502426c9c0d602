/** The groups of four that a recovery key is written in. */
export function recoveryGroups(recoveryKey: Uint8Array): string[] {
  return new TextDecoder().decode(recoveryKey).split('-')
}

/** Whether a group was typed as it stands on the sheet: any case, O for 0, I or L for 1, as the key itself is read. */
export function isSameGroup(typed: string, group: string): boolean {
  return plain(typed) === plain(group)
}

function plain(text: string): string {
  return text
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}

/** Two different places in the key, one in each half, from 0. */
export function groupsToAsk(count: number): [number, number] {
  const half = Math.floor(count / 2)
  return [pick(half), half + pick(count - half)]
}

function pick(below: number): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1))
  return value % below
}
