import { useNavigation } from '../navigation.tsx'

/** The window around the screens: title bar, sidebar, and what is shown. */
export function WorkspaceFrame() {
  const { screen } = useNavigation()
  return <p>{screen.kind}</p>
}
