/** How the app looks, when it locks, where its keys are, and what it is. */
export function SettingsScreen() {
  return <p>Settings</p>
}
