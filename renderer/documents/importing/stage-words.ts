import type { IconName } from '../../ui/icon.tsx'
import type { FileStage, ImportedFile } from './import-state.ts'

export const stageIcons: Readonly<Record<FileStage, IconName>> = {
  failed: 'danger',
  reading: 'eye',
  embedding: 'models',
  queued: 'clock',
  ready: 'ok-circle',
}

const words: Readonly<Record<Exclude<FileStage, 'failed'>, string>> = {
  reading: 'Reading',
  embedding: 'Indexing',
  queued: 'Queued',
  ready: 'Ready',
}

export function stageWords({ stage, reason }: ImportedFile): string {
  return stage === 'failed' ? (reason ?? 'It could not be read.') : words[stage]
}
