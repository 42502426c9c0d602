import type { ModelReference } from '../../../core/contract/workspace/models.ts'
import { SettingsSection } from '../../settings/settings-section.tsx'
import { NotLoaded } from '../../not-loaded.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWorkspace } from '../../workspace.tsx'
import styles from '../models-screen.module.css'
import { AdapterRow } from './adapter-row.tsx'
import { useAdapters } from './adapters.ts'
import { ImportAdapter } from './import-adapter.tsx'

/** What was trained for this client alone: it is in the client's own file, and nothing else sees or loads it (M3). */
export function AdaptersSection({ generator }: { generator: ModelReference | null }) {
  const { about } = useWorkspace()
  const { data, isPending, error, refetch } = useAdapters()
  const isOwner = about.role === 'owner'
  return (
    <SettingsSection
      title="Adapters"
      text={`Small additions to the model that writes, trained on this client’s documents. They stay in the encrypted file of ${about.name}: no other client can see, load or receive them, and of all that can be saved or handed on only its backup has them.${isOwner ? '' : ' Only owners can change them.'}`}
    >
      {isPending && <Skeleton label="Loading the adapters" />}
      {error && (
        <NotLoaded title="The adapters cannot be listed at the moment" error={error} onTryAgain={refetch} />
      )}
      {data && generator === null && data.adapters.some(({ chosen }) => chosen) && (
        <Banner tone="warn" title="Not used at the moment">
          No language model writes answers here, so there is nothing that an adapter could be added to.
        </Banner>
      )}
      {data?.adapters.length === 0 && (
        <p className={styles['note']}>None yet. Answers are written with the model as it is.</p>
      )}
      {data && data.adapters.length > 0 && (
        <ul className={styles['list']}>
          {data.adapters.map((adapter) => (
            <AdapterRow
              key={adapter.id}
              adapter={adapter}
              hasMemoryPlace={data.hasMemoryPlace}
              isOwner={isOwner}
              onChanged={refetch}
            />
          ))}
        </ul>
      )}
      {data && isOwner && <ImportAdapter onImported={refetch} />}
    </SettingsSection>
  )
}
