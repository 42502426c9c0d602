import { shell } from '../../api.ts'

/** As many as one call takes. */
const mostFiles = 10_000

export interface OfferedFiles {
  /** As the shell knows them, in the order of the files. */
  paths: readonly string[]
  /** The folder that a person chose, whose files these are; null where they chose files, or dropped what they like. */
  picked: string | null
}

/**
 * Offers files and folders to the open workspace and gives their paths as the shell knows them. A `File` of a folder that
 * was dropped stands for the folder.
 *
 * @throws BulkheadError `bad-input` for a file that lies nowhere on this computer
 */
export async function offerFiles(files: readonly File[]): Promise<OfferedFiles> {
  const paths: string[] = []
  for (let from = 0; from < files.length; from += mostFiles) {
    const part = files.slice(from, from + mostFiles)
    paths.push(...(await shell.call('files.offer', { files: part })).paths)
  }
  return { paths, picked: pickedFolder(files[0]?.webkitRelativePath ?? '', paths[0] ?? '') }
}

/**
 * Where the folder lies that was chosen, by one file in it.
 *
 * @param place of the file, beginning with the folder's own name; empty where no folder was chosen
 * @param path of the file on this computer, which ends in it
 */
function pickedFolder(place: string, path: string): string | null {
  const [top = ''] = place.split('/')
  return place === '' ? null : path.slice(0, path.length - place.length + top.length)
}
