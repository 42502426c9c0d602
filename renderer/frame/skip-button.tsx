import styles from './skip-button.module.css'

/** The first stop of the Tab key. Not a link: a browser would keep an address with a fragment. */
export function SkipButton() {
  return (
    <button type="button" className={styles['skip']} onClick={focusMain}>
      Skip to the main part
    </button>
  )
}

function focusMain(): void {
  const main = document.querySelector('main')
  if (!main) return
  main.tabIndex = -1
  main.focus()
}
