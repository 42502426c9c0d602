import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formattedRolesPage, rolesFile } from './roles-page.ts'

test('S4: docs/roles.md is what the contracts say (else: npm run roles)', async () => {
  expect(readFileSync(rolesFile, 'utf8')).toBe(await formattedRolesPage())
})
