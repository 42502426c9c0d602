/**
 * One change that takes a protection away. `find` must stand exactly once in the file; the tests named are the ones
 * that have to notice.
 */
export interface Mutant {
  /** What is lost, in words. */
  lost: string
  file: string
  find: string
  replace: string
  tests: readonly string[]
}
