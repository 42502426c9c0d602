import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Settings } from '../../core/contract/firm.ts'
import { firm } from '../api.ts'
import { applyTheme } from '../ui/theme.ts'

export const settingsKey = ['settings.get'] as const

/** How the app looks and when it locks. Read before the first paint, so it is always there. */
export function useSettings() {
  return useQuery({ queryKey: settingsKey, queryFn: async () => await firm.call('settings.get', {}) })
}

/** Saves at once; what could not be saved is put back as it was. */
export function useSaveSettings() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (settings: Settings) => await firm.call('settings.set', settings),
    onMutate(settings) {
      const before = queries.getQueryData<Settings>(settingsKey)
      show(settings)
      return { before }
    },
    onError(_error, _settings, context) {
      if (context?.before) show(context.before)
    },
  })

  function show(settings: Settings) {
    queries.setQueryData(settingsKey, settings)
    applyTheme(settings.theme)
  }
}
