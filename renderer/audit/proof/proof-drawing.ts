import { pathTo, type Step } from './inclusion.ts'

/** One sibling of the path, with where it and the node above it are drawn. */
export interface DrawnStep extends Step {
  /** The node of the path that this sibling and the path below it are hashed to. */
  parent: Point
  sibling: Point
}

interface Point {
  x: number
  y: number
}

export interface ProofDrawing {
  leaf: Point
  root: Point
  /** From below. */
  steps: DrawnStep[]
  /** Siblings above those, which are not drawn one by one. */
  more: number
  width: number
  height: number
}

const rise = 28
/** How far a node lies beside its parent, and its sibling on the other side: the side is true, the distance is not. */
const aside = 14
const siblingAside = 34
/** More than these would be a drawing of a ladder. */
const most = 5
const width = 312
const top = 14
/** For the text beside a sibling, and beside the entry. */
const labelWidth = 96
const leafLabelWidth = 64

/** The way from an entry to the root, drawn upwards; null where there is no such entry. */
export function drawProof(index: number, size: number): ProofDrawing | null {
  const path = pathTo(index, size)
  if (!path) return null
  const shown = path.slice(0, path.length > most ? most - 1 : most)
  const more = path.length - shown.length

  // From above: the root is at 0, and what lies below goes to its own side.
  let x = 0
  let y = top + (more > 0 ? rise : 0)
  const steps: DrawnStep[] = []
  for (const step of shown.toReversed()) {
    const sign = step.side === 'left' ? 1 : -1
    const parent = { x, y }
    x += sign * aside
    y += rise
    steps.unshift({ ...step, parent, sibling: { x: parent.x - sign * siblingAside, y } })
  }
  const leaf = { x, y }

  const left = Math.min(
    leaf.x - 8,
    ...steps.map(({ sibling, side }) => sibling.x - (side === 'left' ? labelWidth : 0)),
  )
  const right = Math.max(
    leaf.x + leafLabelWidth,
    ...steps.map(({ sibling, side }) => sibling.x + (side === 'right' ? labelWidth : 0)),
  )
  const shift = (width - (left + right)) / 2
  const move = (point: Point): Point => ({ x: point.x + shift, y: point.y })
  return {
    leaf: move(leaf),
    root: move({ x: 0, y: top }),
    steps: steps.map((step) => ({ ...step, parent: move(step.parent), sibling: move(step.sibling) })),
    more,
    width,
    height: y + top,
  }
}
