export type Theme = 'system' | 'light' | 'dark'

/** Sets the theme of the page; "system" follows the computer, also when it changes. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
