import formStyles from '../firm/form.module.css'
import { SetupFrame } from '../firm/setup-frame.tsx'
import { useRecovery } from '../recovery/recovery-provider.tsx'
import { Button } from '../ui/button.tsx'
import { ClientFields } from './client-fields.tsx'
import styles from './first-client-screen.module.css'
import type { MadeClient } from './new-client.ts'
import { SampleList } from './sample-list.tsx'
import { useClientForm } from './use-client-form.ts'

/** The second step of the first run: a client of one's own, or one to look around in. */
export function FirstClientScreen({ onMade }: { onMade: (made: MadeClient) => void }) {
  const form = useClientForm([], onMade)
  const recovery = useRecovery()
  return (
    <SetupFrame step="First client">
      <div className={styles['columns']}>
        <form
          noValidate
          className={formStyles['form']}
          onSubmit={(event) => {
            event.preventDefault()
            void form.submit()
          }}
        >
          <div>
            <h1 className={formStyles['title']}>Your first client</h1>
            <p className={formStyles['lead']}>
              One encrypted file, one key, one process. Nothing crosses to another client.
            </p>
          </div>
          <ClientFields form={form} />
          <div className={formStyles['actions']}>
            <Button type="submit" variant="primary" size="lg" isPending={form.isPending}>
              Make the client
            </Button>
          </div>
        </form>
        <section className={styles['samples']} aria-labelledby="samples">
          <h2 id="samples" className={styles['heading']}>
            Or look around first
          </h2>
          <p className={styles['text']}>
            Invented clients, with documents and questions to try. One click opens one.
          </p>
          <SampleList clients={[]} />
          {recovery && (
            <div className={styles['bring']}>
              <h2 className={styles['heading']}>Or bring one back</h2>
              <p className={styles['text']}>
                A client whose keys were lost, or from another computer: with its file and its recovery sheet.
              </p>
              <div>
                <Button onPress={recovery.bringIn}>Bring a client in…</Button>
              </div>
            </div>
          )}
        </section>
      </div>
    </SetupFrame>
  )
}
