import { useEffect, useState } from 'react'

/** 0 to 4, as zxcvbn has it. Below `fewestPoints` a passphrase is refused, here and in main. */
export type Points = 0 | 1 | 2 | 3 | 4
export const fewestPoints = 3

type Measure = (text: string, known: readonly string[]) => Points

let loading: Promise<Measure> | null = null

/** The lists of what people choose weigh 1.6 MB: loaded when somebody chooses a passphrase, and kept. */
async function load(): Promise<Measure> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
  })
  return (text, known) => zxcvbn.check(text, [...known]).score
}

/**
 * How hard a passphrase is to guess, while it is typed; null until that is known.
 *
 * @param known what anybody would try first: names of the person and the firm
 */
export function usePassphraseStrength(typed: string, known: readonly string[]): Points | null {
  const [measure, setMeasure] = useState<{ take: Measure } | null>(null)
  useEffect(() => {
    let isHere = true
    loading ??= load()
    void loading.then((take) => {
      if (isHere) setMeasure({ take })
    })
    return () => {
      isHere = false
    }
  }, [])
  return measure && typed !== '' ? measure.take(typed, known) : null
}
