let isDown = false
let isDragging = false
let waiting: (() => void)[] = []

/**
 * Notes when the button of the mouse or a finger is down, and when something is dragged.
 *
 * A click belongs to what is under the pointer both when it goes down and when it comes up. Where a part of the page
 * comes anew in between, it would be lost, or hit what came into its place; and a drag would not begin.
 */
export function watchPressing(): void {
  const listen = <Name extends keyof DocumentEventMap>(
    name: Name,
    run: (event: DocumentEventMap[Name]) => void,
  ) => document.addEventListener(name, run, { capture: true })
  listen('pointerdown', ({ button }) => press(button === 0, false))
  listen('dragstart', () => press(true, true))
  listen('pointerup', release)
  listen('dragend', release)
  listen('pointercancel', () => {
    if (!isDragging) release() // a drag takes the pointer over
  })
  listen('pointermove', ({ buttons }) => {
    if (isDown && buttons === 0) release() // the list of a select kept the end to itself
  })
  window.addEventListener('blur', release)
}

/** Resolves when nothing is pressed; at once where nothing is. */
export async function released(): Promise<void> {
  while (isDown) await new Promise<void>((go) => waiting.push(go))
}

function press(is: boolean, isDrag: boolean): void {
  isDown = is
  isDragging = isDrag
}

function release(): void {
  // the click follows in the same task
  setTimeout(() => {
    press(false, false)
    const all = waiting
    waiting = []
    for (const go of all) go()
  })
}
