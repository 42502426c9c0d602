import type { Span } from './span.ts'

/** Lengths of the IBAN registry (ISO 13616), by country. */
const lengths: Readonly<Record<string, number>> = Object.fromEntries(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18
   FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20
   LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31
   SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((one) => [one.slice(0, 2), Number(one.slice(2))]),
)

/** Account numbers: of their country's length, with check digits by ISO 7064 (remainder 97). Blanks may stand inside. */
export function findIbans(text: string): Span[] {
  const spans: Span[] = []
  for (const start of text.matchAll(/(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?=[ -]?[a-z0-9])/giu)) {
    const length = lengths[start[0].slice(0, 2).toUpperCase()]
    if (length === undefined) continue
    const rest = new RegExp(`^[a-z]{2}\\d{2}(?:[ -]?[a-z0-9]){${length - 4}}(?![\\p{L}\\p{N}])`, 'iu')
    const [found] = rest.exec(text.slice(start.index, start.index + 2 * length)) ?? []
    if (found !== undefined && remainder(found.replace(/[ -]/g, '').toUpperCase()) === 1)
      spans.push({ start: start.index, end: start.index + found.length, kind: 'IBAN' })
  }
  return spans
}

function remainder(iban: string): number {
  let rest = 0
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}
