import { openPassphraseStore } from '../../core/keys/store/passphrase-store.ts'

/** Writes ever higher numbers into the store named by the parent, saying each one only after it was saved. */
process.on('message', ({ file, stretched, from }: { file: string; stretched: Uint8Array; from: number }) => {
  const { store } = openPassphraseStore(file, stretched)
  const next = (value: number) => {
    const bytes = new Uint8Array(1024)
    new DataView(bytes.buffer).setUint32(0, value)
    store.set('device', bytes)
    process.send?.(value)
    setImmediate(() => next(value + 1))
  }
  next(from)
})
