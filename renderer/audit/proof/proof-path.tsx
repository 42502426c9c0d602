import type { DrawnStep, ProofDrawing } from './proof-drawing.ts'
import styles from './proof-path.module.css'

export interface ProofPathProps {
  drawing: ProofDrawing
  seq: number
  size: number
}

/** The way up the tree, drawn true: each sibling on its own side. */
export function ProofPath({ drawing, seq, size }: ProofPathProps) {
  const { leaf, root, steps, more, width, height } = drawing
  const top = steps.at(-1)?.parent ?? leaf
  const nodes = [leaf, ...steps.map(({ parent }) => parent)]
  return (
    <figure aria-label={said(steps, more, seq, size)}>
      <svg aria-hidden viewBox={`0 0 ${width} ${height}`} className={styles['path']}>
        {steps.map(({ parent, sibling, start }) => (
          <line key={start} x1={parent.x} y1={parent.y} x2={sibling.x} y2={sibling.y} />
        ))}
        {more > 0 && <line className={styles['gap']} x1={root.x} y1={root.y} x2={top.x} y2={top.y} />}
        <polyline className={styles['way']} points={nodes.map(({ x, y }) => `${x},${y}`).join(' ')} />
        {steps.map(({ side, sibling, start, end }) => (
          <g key={start}>
            {end - start === 1 ? (
              <rect x={sibling.x - 5} y={sibling.y - 5} width={10} height={10} rx={2} />
            ) : (
              <circle cx={sibling.x} cy={sibling.y} r={5} />
            )}
            <text
              x={sibling.x + (side === 'left' ? -11 : 11)}
              y={sibling.y + 4}
              textAnchor={side === 'left' ? 'end' : 'start'}
            >
              {rangeWords(start, end)}
            </text>
          </g>
        ))}
        {nodes.slice(1).map(({ x, y }) => (
          <circle key={y} className={styles['node']} cx={x} cy={y} r={4} />
        ))}
        {more > 0 && (
          <text x={root.x + 11} y={(root.y + top.y) / 2 + 4}>
            {more === 1 ? '1 more hash' : `${more.toLocaleString()} more hashes`}
          </text>
        )}
        <circle className={styles['node']} cx={root.x} cy={root.y} r={5} />
        <text x={root.x + 11} y={root.y + (more > 0 ? 0 : 4)}>
          Root
        </text>
        <rect className={styles['leaf']} x={leaf.x - 6} y={leaf.y - 6} width={12} height={12} rx={2} />
        <text x={leaf.x + 12} y={leaf.y + 4} className={styles['own']}>
          {seq.toLocaleString()}
        </text>
      </svg>
    </figure>
  )
}

/** "1,203", "1,024–1,151". */
function rangeWords(start: number, end: number): string {
  return end - start === 1
    ? start.toLocaleString()
    : `${start.toLocaleString()}–${(end - 1).toLocaleString()}`
}

function said(steps: readonly DrawnStep[], more: number, seq: number, size: number): string {
  const siblings = steps.map(({ side, start, end }) => `${side}, entries ${rangeWords(start, end)}`)
  const rest = more > 0 ? [`${more} more hashes`] : []
  return `From entry ${seq} upwards: ${[...siblings, ...rest, `root of ${size} entries`].join('; ')}`
}
