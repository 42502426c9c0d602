import { availableParallelism } from 'node:os'
import { basename, dirname, resolve } from 'node:path'

/** Where a model lies and how it is run; what every model thread is started with. */
export interface RuntimeStart {
  /** The folder that holds the model's folder, and the latter's name. */
  parentFolder: string
  folderName: string
  dtype: 'fp32' | 'q8'
  threads: number
}

export function runtimeStart(folder: string, dtype: RuntimeStart['dtype']): RuntimeStart {
  const path = resolve(folder)
  return {
    parentFolder: dirname(path),
    folderName: basename(path),
    dtype,
    threads: Math.max(1, availableParallelism() - 1),
  }
}
