import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/tokens.css'
import './ui/base.css'
import { firm } from './api.ts'
import { App } from './app.tsx'
import { ScreenBoundary } from './frame/screen-boundary.tsx'
import { settingsKey } from './settings/settings.ts'
import { quietStyles } from './ui/quiet-styles.ts'
import { applyTheme } from './ui/theme.ts'

/** The one cache of what the core said. Calls are recorded in a log, so nothing is asked again by itself. */
const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false },
    mutations: { retry: false },
  },
})

// Before anything is drawn: a light flash in a dark room is what people remember.
await firm.call('settings.get', {}).then(
  (settings) => {
    applyTheme(settings.theme)
    queries.setQueryData(settingsKey, settings)
  },
  // Without them it looks as the system does.
  () => undefined,
)

quietStyles()
const root = document.getElementById('app')
if (root)
  // What a screen throws may hold client text, so nothing writes it to the console.
  createRoot(root, { onCaughtError: () => undefined }).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <ScreenBoundary isWindow>
          <App />
        </ScreenBoundary>
      </QueryClientProvider>
    </StrictMode>,
  )
