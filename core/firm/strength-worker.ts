import { parentPort, workerData } from 'node:worker_threads'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'

/** Entry of the thread that measures one passphrase. */
const { passphrase, known } = workerData as { passphrase: Uint8Array; known: string[] }
const text = new TextDecoder().decode(passphrase)
passphrase.fill(0)
const zxcvbn = new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs })
parentPort?.postMessage(zxcvbn.check(text, known).score)
