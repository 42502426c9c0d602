import { randomBytes } from 'node:crypto'
import { pseudoRandom } from '../../models/pseudo-random.ts'

/** Random choices that a seed brings back. */
export class Dice {
  readonly seed: string
  #rolled = 0

  constructor(seed: string) {
    this.seed = seed
  }

  /** From 0 up to, not including, `sides`. */
  below(sides: number): number {
    return pseudoRandom(this.seed, this.#rolled++) % sides
  }

  chance(percent: number): boolean {
    return this.below(100) < percent
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  /** Each item with the given chance. */
  some<Item>(items: readonly Item[], percent: number): Item[] {
    return items.filter(() => this.chance(percent))
  }

  times<Item>(least: number, most: number, make: (index: number) => Item): Item[] {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, index) => make(index))
  }

  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.below(16).toString(16)).join('')
  }
}

/** The seed of this run: the one given in BULKHEAD_SEED, or a new one. Tests put it into the message of a failure. */
export function seedOfThisRun(): string {
  return process.env['BULKHEAD_SEED'] ?? randomBytes(6).toString('hex')
}
