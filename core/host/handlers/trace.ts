import { z } from 'zod'
import type { OpenedEntry } from '../../contract/workspace/log.ts'
import type { TracedPassage, traceMethods } from '../../contract/workspace/trace.ts'
import { DocumentId } from '../../ids.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import { passageReference } from '../../search/passage-reference.ts'
import type { Reader } from '../../workspace/reader.ts'
import type { Call } from '../serve.ts'
import { openedEntry } from './log.ts'

export const traceHandlers: HandlersOf<typeof traceMethods, Call> = {
  'answer.trace': ({ answer }, { access, scope }) => {
    const { log } = access.reader
    const found = log.answer(answer)
    access.write((writer) =>
      writer.record({ type: 'answer.traced', outcome: 'done', about: { answer }, sealed: {} }),
    )
    const began = openedEntry({ access, scope }, found.began)
    const searched = found.searched === null ? null : openedEntry({ access, scope }, found.searched)
    const ended = found.ended === null ? null : openedEntry({ access, scope }, found.ended)
    return { answer, began, searched, ended, passages: passagesOf(searched ?? began, access.reader) }
  },
}

const References = z.array(z.object({ document: DocumentId, ordinal: z.int(), sha256: z.string() }))

/** The passages of the prompt as they are now; null where the caller may not see which they were. */
function passagesOf({ openings }: OpenedEntry, { passages }: Reader): TracedPassage[] | null {
  const opening = openings['passages']
  if (!opening || !('value' in opening)) return null
  return References.parse(opening.value).map(({ document, ordinal, sha256 }) => {
    const passage = passages.at(document, ordinal)
    if (!passage) return { document, ordinal, sha256, now: null }
    const { title, page, start, end, heading, text } = passage
    const same = passageReference(passage).sha256 === sha256
    return { document, ordinal, sha256, now: { title, page, start, end, heading, text, same } }
  })
}
