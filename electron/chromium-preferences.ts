import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a browser does for its user and an app must not: keep passwords and forms, correct spelling, guess ahead. */
const preferences = {
  credentials_enable_service: false,
  credentials_enable_autosignin: false,
  profile: { password_manager_enabled: false },
  autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
  browser: { enable_spellchecking: false },
  translate: { enabled: false },
  search: { suggest_enabled: false },
  safebrowsing: { enabled: false },
  net: { network_prediction_options: 2 },
}

/** Puts the preferences into a profile that is not in use. */
export function writePreferences(profile: string): void {
  const folder = join(profile, 'Default')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'Preferences'), JSON.stringify(preferences))
}
