import { firm } from '../api.ts'
import { SavingNote, useSaving } from '../saving.tsx'
import { Button } from '../ui/button.tsx'
import styles from './destroy-screen.module.css'

/** A certificate as it was signed, and a place to save it. */
export function Certificate({ certificate }: { certificate: Uint8Array }) {
  const { saving, save } = useSaving('certificate')
  return (
    <section className={styles['part']} aria-label="Certificate">
      {/* oxlint-disable-next-line no-noninteractive-tabindex -- it scrolls, so it is reached by keyboard */}
      <pre tabIndex={0} aria-label="Certificate of destruction" className={styles['certificate']}>
        {new TextDecoder().decode(certificate)}
      </pre>
      <div>
        <Button
          variant="primary"
          size="lg"
          isPending={saving.kind === 'saving'}
          onPress={() =>
            void save(
              async (target) =>
                (await firm.call('destructions.saveCertificate', { certificate, target })).path,
            )
          }
        >
          Save certificate…
        </Button>
      </div>
      <SavingNote saving={saving} />
    </section>
  )
}
