import { Option } from 'commander'
import { wholeNumber } from '../number-option.ts'

/** Agrees to leave documents without a reader: as many as a command said before it refused. */
export function toldOption(): Option {
  return new Option(
    '--leave-unread <documents>',
    'go on although nobody could read that many documents any more',
  )
    .argParser(wholeNumber(0, Number.MAX_SAFE_INTEGER - 1))
    .default(0)
}

export interface Told {
  leaveUnread: number
}
