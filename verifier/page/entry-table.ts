import { type Entry, parseEntry } from '../bundle/entry.ts'
import { type Opening, parseOpening } from '../bundle/opening.ts'
import type { Manifest } from '../bundle/manifest.ts'
import { element } from './element.ts'
import type { Names } from './names.ts'
import type { SortedLines } from '../json/sorted-lines.ts'

/** Rows that are shown at a time. */
const pageRows = 100
/** Characters of a value that are shown before one asks for the rest. */
const shortValue = 160

/** The entries of a bundle that was found intact, a page at a time. */
export class EntryTable {
  readonly element = element('section', { class: 'entries' })
  readonly #entries: SortedLines
  readonly #openings: SortedLines
  readonly #range: Pick<Manifest, 'from' | 'to'>
  readonly #names: Names
  #first: number

  constructor(
    entries: SortedLines,
    openings: SortedLines,
    range: Pick<Manifest, 'from' | 'to'>,
    names: Names,
  ) {
    this.#entries = entries
    this.#openings = openings
    this.#range = range
    this.#names = names
    this.#first = range.from
  }

  /** Shows the page that begins with that entry. */
  async show(first: number = this.#first): Promise<void> {
    const { from, to } = this.#range
    this.#first = Math.max(from, Math.min(first, to - 1))
    const last = Math.min(this.#first + pageRows, to)
    const entries = (await this.#entries.from(this.#first, pageRows, (seq) => seq < last)).map(parseEntry)
    const openings = (
      await this.#openings.from(this.#first, Number.MAX_SAFE_INTEGER, (seq) => seq < last)
    ).map(parseOpening)
    const rows = entries
      .filter((entry) => entry !== null)
      .map((entry) =>
        this.#row(
          entry,
          openings.filter((one) => one?.seq === entry.seq),
        ),
      )
    const head = ['Entry', 'Time', 'Who', 'What', 'About', 'Values'].map((word) =>
      element('th', { scope: 'col' }, word),
    )
    this.element.replaceChildren(
      this.#pager(last),
      element(
        'div',
        { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Entries' },
        element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows)),
      ),
    )
  }

  #pager(end: number): HTMLElement {
    const { from, to } = this.#range
    const go = (word: string, first: number, possible: boolean) => {
      const button = element('button', { type: 'button' }, word)
      button.disabled = !possible
      button.addEventListener('click', () => void this.show(first))
      return button
    }
    const jump = element('input', {
      type: 'number',
      min: String(from),
      max: String(to - 1),
      'aria-label': 'Go to entry',
    })
    jump.value = String(this.#first)
    jump.addEventListener('change', () => void this.show(jump.valueAsNumber || from))
    return element(
      'nav',
      { 'aria-label': 'Pages of entries' },
      go('First', from, this.#first > from),
      go('Earlier', this.#first - pageRows, this.#first > from),
      jump,
      ` to ${(end - 1).toLocaleString()} of ${(to - from).toLocaleString()}`,
      go('Later', end, end < to),
      go('Last', to - pageRows, end < to),
    )
  }

  #row(entry: Entry, openings: readonly (Opening | null)[]): HTMLElement {
    const { seq, at, actor, role, type, outcome, about, sealed } = entry
    const values = Object.keys(sealed).map((field) =>
      showValue(
        field,
        openings.find((one) => one?.field === field),
      ),
    )
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, seq.toLocaleString()),
      element('td', { class: 'time' }, new Date(at).toLocaleString()),
      element('td', {}, actor === null ? 'the app' : `${this.#names.person(actor)} (${role})`),
      element('td', {}, outcome === 'done' ? type : `${type}: ${outcome}`),
      element('td', {}, this.#about(about)),
      element('td', { class: 'values' }, ...values),
    )
  }

  #about(about: Entry['about']): string {
    return (
      Object.entries(about)
        // A key or a hash says nothing to a reader of the table.
        .filter(([, value]) => typeof value === 'number' || (typeof value === 'string' && value.length < 64))
        .map(([key, value]) => {
          const text = String(value)
          if (key === 'document') return this.#names.document(text)
          if (key === 'member' || key === 'staff') return this.#names.person(text)
          if (key === 'group') return this.#names.group(text)
          return `${key} ${text.length > 12 ? text.slice(0, 8) : text}`
        })
        .join(', ')
    )
  }
}

function showValue(field: string, opening: Opening | null | undefined): HTMLElement {
  const name = element('b', {}, field)
  if (!opening) return element('span', { class: 'sealed' }, name, ' sealed')
  switch (opening.kind) {
    case 'opened':
      return element('span', { class: 'opened' }, name, ' ', showText(opening.value))
    case 'masked':
      return element(
        'span',
        { class: 'masked' },
        name,
        ' ',
        showText(opening.value),
        ' (masked, not checkable)',
      )
    case 'erased':
      return element('span', { class: 'sealed' }, name, ' erased')
    case 'notReadable':
      return element('span', { class: 'sealed' }, name, ' withheld')
  }
}

function showText(value: unknown): HTMLElement {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (text.length <= shortValue) return element('span', {}, text)
  return element(
    'details',
    {},
    element('summary', {}, `${text.slice(0, shortValue)}…`),
    element('p', {}, text),
  )
}
