import { useNavigation } from '../../navigation.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './share.module.css'

/** In the place of the composer where a thread is somebody else's. */
export function Theirs({ by }: { by: string }) {
  const { go } = useNavigation()
  return (
    <div className={styles['theirs']}>
      <Banner
        icon="people"
        title={<bdi>{by} shares this thread</bdi>}
        actions={
          <Button size="sm" onPress={() => go({ kind: 'ask', thread: null })}>
            New thread of yours
          </Button>
        }
      >
        You see what rests on documents that you may read. Only {by} can go on with it, rename or delete it.
      </Banner>
    </div>
  )
}
