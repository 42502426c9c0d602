/** Names the local socket where a test waits for each main of the shell that it has started. */
export const ordersVariable = 'BULKHEAD_TEST_ORDERS'

/** Runs in the page, and is answered with what it returns. */
export interface PageOrder {
  id: number
  script: string
}

/** A main that has its window says so first. */
export type PageReply = { pid: number } | { id: number; value?: unknown; failed?: string }
