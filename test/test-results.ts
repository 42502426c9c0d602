import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { z } from 'zod'

export interface TestCounts {
  passed: number
  failed: number
  skipped: number
}

/** What became of the tests of each file, by its path. */
export type TestResults = Map<string, TestCounts>

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
})

/** Reads vitest's JSON report. A file that does not even load is a failure without tests. */
export function readResults(report: string): TestResults {
  if (!existsSync(report)) return new Map()
  const { testResults } = Report.parse(JSON.parse(readFileSync(report, 'utf8')))
  return new Map(
    testResults.map(({ name, status, assertionResults: tests }) => {
      const passed = tests.filter((test) => test.status === 'passed').length
      const failed = tests.filter((test) => test.status === 'failed').length
      return [
        relative(process.cwd(), name),
        {
          passed,
          failed: failed === 0 && status === 'failed' ? 1 : failed,
          skipped: tests.length - passed - failed,
        },
      ]
    }),
  )
}

export function countTests(results: TestResults): TestCounts {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of results.values()) {
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
  }
  return total
}

/**
 * The failed files, when there are few and all of them drive a browser: there a machine that is too busy can be late
 * for a whole minute. Whatever fails twice has failed, and any other test has one try.
 */
export function worthAnotherRun(results: TestResults): string[] {
  const failed = [...results].filter(([, counts]) => counts.failed > 0).map(([file]) => file)
  return failed.length <= 3 && failed.every((file) => file.startsWith('test/e2e/')) ? failed : []
}
