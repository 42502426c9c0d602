import { describe, expect, it } from 'vitest'
import { DocumentId, newId } from '../../../core/ids.ts'
import {
  countsOf,
  type FileStage,
  filesOf,
  type ImportAction,
  importReducer,
  inOrderOfInterest,
  nameOfImport,
  noImport,
  phaseOf,
} from '../../../renderer/documents/importing/import-state.ts'

const after = (...actions: ImportAction[]) => actions.reduce(importReducer, noImport)
const began = (run: number, resumed = false): ImportAction => ({
  kind: 'began',
  run,
  groups: ['everyone'],
  resumed,
  atMs: 1_000,
})
const files = (run: number, ...names: string[]): ImportAction => ({ kind: 'files', run, names })
const file = (run: number, index: number, stage: FileStage, reason: string | null = null): ImportAction => ({
  kind: 'file',
  run,
  index,
  stage,
  reason,
  document: stage === 'ready' ? newId(DocumentId) : null,
})
const ended = (run: number, problem: string | null = null): ImportAction => ({ kind: 'ended', run, problem })
const stages = (state: ReturnType<typeof after>) =>
  filesOf(state).map(({ name, stage }) => `${name} ${stage}`)

describe('an import', () => {
  it('goes from nothing over running to its end', () => {
    expect(phaseOf(noImport)).toBe('idle')
    const running = after(began(1), files(1, 'a.pdf', 'b.pdf'), file(1, 0, 'reading'))
    expect(phaseOf(running)).toBe('running')
    expect(stages(running)).toEqual(['a.pdf reading', 'b.pdf queued'])
    const done = [file(1, 0, 'ready'), file(1, 1, 'failed', 'It is empty.'), ended(1)].reduce(
      importReducer,
      running,
    )
    expect(phaseOf(done)).toBe('ended')
    expect(countsOf(filesOf(done))).toEqual({ files: 2, ready: 1, failed: 1, waiting: 0 })
    expect(phaseOf(importReducer(done, { kind: 'closed' }))).toBe('idle')
  })

  it('is running before its files are known, and cannot be closed then', () => {
    const state = after(began(1))
    expect(phaseOf(state)).toBe('running')
    expect(importReducer(state, { kind: 'closed' })).toBe(state)
  })

  it('puts what was half-way back among what waits when it is paused', () => {
    const state = after(began(1), files(1, 'a', 'b', 'c'), file(1, 0, 'ready'), file(1, 1, 'embedding'), {
      kind: 'pausing',
    })
    expect(phaseOf(state)).toBe('pausing')
    const paused = importReducer(state, ended(1))
    expect(phaseOf(paused)).toBe('paused')
    expect(stages(paused)).toEqual(['a ready', 'b queued', 'c queued'])
    expect(paused.pace).toBeNull()
  })

  it('shows a file once when it goes on, also where two have one name', () => {
    const paused = after(
      began(1),
      files(1, 'a', 'same', 'same', 'z'),
      file(1, 0, 'ready'),
      { kind: 'pausing' },
      ended(1),
      began(2, true),
    )
    expect(phaseOf(paused)).toBe('running')
    expect(stages(importReducer(paused, files(2, 'same', 'same', 'z')))).toEqual([
      'a ready',
      'same queued',
      'same queued',
      'z queued',
    ])
  })

  it('takes more while it runs, and ends when the last call does', () => {
    const both = after(began(1), files(1, 'a'), began(2), files(2, 'b'), file(2, 0, 'ready'), ended(2))
    expect(phaseOf(both)).toBe('running')
    expect(phaseOf([file(1, 0, 'ready'), ended(1)].reduce(importReducer, both))).toBe('ended')
  })

  it('begins anew after one that has ended, and beside one that has not', () => {
    const over = after(began(1), files(1, 'a'), file(1, 0, 'ready'), ended(1), began(2), files(2, 'b'))
    expect(stages(over)).toEqual(['b queued'])
    const paused = after(began(1), files(1, 'a'), ended(1), began(2), files(2, 'b'))
    expect(stages(paused)).toEqual(['a queued', 'b queued'])
  })

  it('drops what arrives for a call that has ended, and what undoes an end', () => {
    const state = after(began(1), files(1, 'a', 'b'), file(1, 0, 'ready'), file(1, 0, 'reading'))
    expect(stages(state)).toEqual(['a ready', 'b queued'])
    const late = [{ kind: 'pausing' } as const, ended(1), file(1, 1, 'reading')].reduce(importReducer, state)
    expect(stages(late)).toEqual(['a ready', 'b queued'])
  })

  it('knows the files that a lock or a crash left, until the person goes on or forgets them', () => {
    const state = after({ kind: 'found', names: ['a', 'b'] })
    expect(phaseOf(state)).toBe('paused')
    expect(state.left).toBe(true)
    expect(importReducer(state, began(1, true)).left).toBe(false)
    expect(phaseOf(importReducer(state, { kind: 'forgotten' }))).toBe('idle')
    expect(after({ kind: 'found', names: [] })).toBe(noImport)
  })

  it('forgets only what waits', () => {
    const state = after(began(1), files(1, 'a', 'b'), file(1, 0, 'failed', 'No.'), ended(1), {
      kind: 'forgotten',
    })
    expect(stages(state)).toEqual(['a failed'])
  })

  it('says why a call ended early, until the next begins', () => {
    const state = after(began(1), files(1, 'a'), ended(1, 'The disk is full.'))
    expect(phaseOf(state)).toBe('paused')
    expect(state.problem).toBe('The disk is full.')
    expect(importReducer(state, began(2, true)).problem).toBeNull()
    expect(phaseOf(after(began(1), ended(1, 'Choose files.')))).toBe('ended')
  })

  it('leaves nothing to another process, and hears no more of the one before', () => {
    const state = after(began(1), files(1, 'a'), { kind: 'rebound' }, ended(1, 'Its process ended.'))
    expect(phaseOf(state)).toBe('idle')
    expect(state.problem).toBeNull()
  })

  it('tries one file again', () => {
    const failed = after(began(1), files(1, 'a'), file(1, 0, 'failed', 'No.'), ended(1))
    const [{ key } = { key: '' }] = filesOf(failed)
    const again = importReducer(failed, { kind: 'retrying', key })
    expect(stages(again)).toEqual(['a reading'])
    const ready = importReducer(again, { kind: 'retried', key, stage: 'ready', reason: null })
    expect(stages(ready)).toEqual(['a ready'])
  })

  it('counts its pace from the last start, and only what came through', () => {
    const state = after(began(1), files(1, 'a', 'b', 'c'), file(1, 0, 'reading'), file(1, 0, 'ready'))
    expect(state.pace).toEqual({ startedMs: 1_000, finished: 1 })
  })

  it('shows what is under way first, then what needs a person, and what is done last', () => {
    const state = after(
      began(1),
      files(1, 'a', 'b', 'c', 'd'),
      file(1, 0, 'ready'),
      file(1, 2, 'embedding'),
      file(1, 3, 'failed', 'No.'),
    )
    expect(inOrderOfInterest(filesOf(state)).map(({ name }) => name)).toEqual(['c', 'd', 'b', 'a'])
  })

  it('is called after its folder or its one file', () => {
    const of = (...names: string[]) => nameOfImport(filesOf(after(began(1), files(1, ...names))))
    expect(of()).toBeNull()
    expect(of('lease.pdf')).toBe('lease.pdf')
    expect(of('2025/a.pdf', '2025/deeper/b.pdf')).toBe('2025')
    expect(of('2025/a.pdf', '2026/b.pdf')).toBeNull()
    expect(of('a.pdf', 'b.pdf')).toBeNull()
  })
})
