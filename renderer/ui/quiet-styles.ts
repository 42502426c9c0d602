/**
 * React Aria adds a <style> element of one rule unless an element with its id is there. The page's
 * Content-Security-Policy refuses such elements, so the rule stands in base.css and the id here.
 */
export function quietStyles(): void {
  const id = 'react-aria-pressable-style'
  if (document.getElementById(id)) return
  const holder = document.createElement('meta')
  holder.id = id
  document.head.append(holder)
}
