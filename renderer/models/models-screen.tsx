import { Banner } from '../ui/banner.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { CatalogueSection } from './catalogue-section.tsx'
import { ClientSection } from './client-section.tsx'
import { InstalledSection } from './installed-section.tsx'
import styles from './models-screen.module.css'
import { useFirmModels } from './use-watched.ts'

/** The models: what the open client works with, what is installed, and what there is to be had. */
export function ModelsScreen({ hasClient }: { hasClient: boolean }) {
  const { state, problem } = useFirmModels()
  return (
    <>
      <Toolbar title="Models" />
      <div className={styles['scroll']}>
        <div className={styles['column']}>
          {hasClient && <ClientSection />}
          {problem !== null && (
            <Banner tone="danger" title="The models cannot be listed at the moment">
              {problem}
            </Banner>
          )}
          {!state && problem === null && <Skeleton label="Loading the models" count={6} />}
          {state && (
            <>
              <InstalledSection models={state} />
              <CatalogueSection models={state} />
            </>
          )}
        </div>
      </div>
    </>
  )
}
