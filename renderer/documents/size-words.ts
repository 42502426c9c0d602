const units = ['bytes', 'KB', 'MB', 'GB'] as const

/** "4.2 MB"; a thousand of one unit make the next. */
export function sizeWords(bytes: number): string {
  const index = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  const value = bytes / 1000 ** index
  const maximumFractionDigits = index > 1 && value < 10 ? 1 : 0
  return `${new Intl.NumberFormat(undefined, { maximumFractionDigits }).format(value)} ${units[index] ?? ''}`
}
