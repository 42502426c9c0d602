import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from './builders.ts'
import { countTests, readResults, worthAnotherRun } from './test-results.ts'

describe('the count of the tests', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let report: string
  beforeEach(() => {
    folder = temporaryFolder()
    report = join(folder.path, 'report.json')
  })
  afterEach(() => folder.remove())

  const write = (files: Record<string, readonly string[]>) =>
    writeFileSync(
      report,
      JSON.stringify({
        testResults: Object.entries(files).map(([file, tests]) => ({
          name: join(process.cwd(), file),
          status: tests.length === 0 || tests.includes('failed') ? 'failed' : 'passed',
          assertionResults: tests.map((status) => ({ status })),
        })),
      }),
    )

  test('a failed test and a file that does not load are failures; without a report nothing has passed', () => {
    write({
      'test/a.test.ts': ['passed', 'failed', 'skipped'],
      'test/b.test.ts': [],
      'test/c.test.ts': ['passed'],
    })
    expect(countTests(readResults(report))).toEqual({ passed: 2, failed: 2, skipped: 1 })
    expect(countTests(readResults(join(folder.path, 'none.json')))).toEqual({
      passed: 0,
      failed: 0,
      skipped: 0,
    })
  })

  test('only journeys through the window are run once more, and only when nothing else failed', () => {
    write({ 'test/e2e/a.test.ts': ['failed', 'passed'], 'test/b.test.ts': ['passed'] })
    expect(worthAnotherRun(readResults(report))).toEqual(['test/e2e/a.test.ts'])
    write({ 'test/e2e/a.test.ts': ['failed'], 'test/b.test.ts': ['failed'] })
    expect(worthAnotherRun(readResults(report))).toEqual([])
    write(Object.fromEntries([1, 2, 3, 4].map((n) => [`test/e2e/${n}.test.ts`, ['failed']])))
    expect(worthAnotherRun(readResults(report))).toEqual([])
  })
})
