import { shell } from '../../api.ts'

/** As many as one call takes. */
const mostFiles = 10_000

/**
 * Offers files and folders to the open workspace and gives their paths as the shell knows them. A folder's `File`
 * stands for the folder.
 *
 * @throws BulkheadError `bad-input` for a file that lies nowhere on this computer
 */
export async function offerFiles(files: readonly File[]): Promise<string[]> {
  const paths: string[] = []
  for (let from = 0; from < files.length; from += mostFiles) {
    const part = files.slice(from, from + mostFiles)
    paths.push(...(await shell.call('files.offer', { files: part })).paths)
  }
  return paths
}
