import '../tokens.css'
import '../base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { OverlayLayer } from '../layer.tsx'
import { quietStyles } from '../quiet-styles.ts'
import { applyTheme } from '../theme.ts'
import { ToastRegion } from '../toast.tsx'
import { ControlsGroup } from './controls-group.tsx'
import { FieldsGroup } from './fields-group.tsx'
import { ListsGroup } from './lists-group.tsx'
import styles from './main.module.css'
import { MarksGroup } from './marks-group.tsx'
import { MessagesGroup } from './messages-group.tsx'
import { overlayNames } from './overlay.tsx'
import { OverlaysGroup } from './overlays-group.tsx'
import { TypeGroup } from './type-group.tsx'
import { Window } from './window.tsx'

/**
 * All components in all states, light beside dark. `?theme=dark` shows one theme; `?window`, `?window=Palette` and
 * `?window=locked` a whole window.
 */
function Gallery() {
  const asked = new URLSearchParams(location.search)
  const one = asked.get('theme')
  const picture = asked.get('window')
  if (picture !== null) {
    applyTheme(one === 'dark' || one === 'light' ? one : 'system')
    const overlay = overlayNames.find((name) => name === picture) ?? null
    return <Window overlay={overlay} isLocked={picture === 'locked'} />
  }
  const themes = (['light', 'dark'] as const).filter((theme) => one === null || one === theme)
  return (
    <>
      <div className={styles['themes']}>
        {themes.map((theme) => (
          <div key={theme} data-theme={theme} data-ws="teal" className={styles['theme']}>
            <OverlayLayer>
              <main aria-label={`Components, ${theme}`}>
                <h1 className={styles['title']}>Components</h1>
                <TypeGroup />
                <ControlsGroup />
                <FieldsGroup />
                <MarksGroup />
                <MessagesGroup />
                <ListsGroup />
                <OverlaysGroup />
              </main>
            </OverlayLayer>
          </div>
        ))}
      </div>
      <ToastRegion />
    </>
  )
}

quietStyles()
const root = document.getElementById('app')
if (root)
  createRoot(root).render(
    <StrictMode>
      <Gallery />
    </StrictMode>,
  )
