import { Icon } from '../ui/icon.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'

/** That a client is locked: a padlock, and the word for those who do not see it, or for everybody. */
export function Locked({ isSaid = false }: { isSaid?: boolean }) {
  return (
    <>
      <Icon name="lock" size={12} />
      {isSaid ? 'Locked' : <VisuallyHidden>Locked</VisuallyHidden>}
    </>
  )
}
