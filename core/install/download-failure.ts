/** Why a download did not come to its end: one sentence for the person, and whether what there is may be built on. */
export class DownloadFailure extends Error {
  readonly keep: boolean

  constructor(sentence: string, { keep }: { keep: boolean }) {
    super(sentence)
    this.name = 'DownloadFailure'
    this.keep = keep
  }
}
