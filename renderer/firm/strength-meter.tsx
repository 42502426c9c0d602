import { classNames } from '../ui/class-names.ts'
import { fewestPoints, type Points } from './passphrase-strength.ts'
import styles from './strength-meter.module.css'

const words = [
  'Guessed at once',
  'Guessed in no time',
  'Guessed too easily',
  'Hard to guess',
  'Very hard to guess',
] as const

/** Four bars and a word, so that nothing rests on colour. */
export function StrengthMeter({ points }: { points: Points | null }) {
  return (
    <div className={styles['meter']}>
      <span aria-hidden className={styles['bars']}>
        {[1, 2, 3, 4].map((bar) => (
          <span
            key={bar}
            className={classNames(
              styles['bar'],
              points !== null &&
                bar <= Math.max(1, points) &&
                styles[points < fewestPoints ? 'weak' : 'strong'],
            )}
          />
        ))}
      </span>
      <output className={styles['word']}>{points === null ? 'Strength' : words[points]}</output>
    </div>
  )
}
