import { commandsPage } from './commands-page.ts'
import { eventsPage } from './events-page.ts'
import { GeneratedPage } from './generated-page.ts'
import { rolesPage } from './roles-page.ts'

/** Every page of `docs` that is made from code. */
export const pages = [
  new GeneratedPage('audit-events.md', eventsPage),
  new GeneratedPage('roles.md', rolesPage),
  new GeneratedPage('commands.md', commandsPage),
]
