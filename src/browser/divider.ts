/** Lets the boundary between before and after be moved: by mouse, touch and arrow keys. */
export function mountDivider(root: HTMLElement, signal: AbortSignal): void {
  const divider = root.querySelector<HTMLElement>('[data-divider]')
  const stage = divider?.closest<HTMLElement>('[data-stage]')
  const before = stage?.querySelector<HTMLElement>('[data-layer="before"]')
  if (!divider || !stage || !before) return

  function show(share: number): void {
    const value = Math.max(0, Math.min(100, share))
    divider?.setAttribute('aria-valuenow', String(Math.round(value)))
    if (divider) divider.style.left = `${value}%`
    if (before) before.style.clipPath = `inset(0 ${100 - value}% 0 0)`
  }

  divider.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return
      event.stopPropagation() // the picture stays where it is
      divider.setPointerCapture(event.pointerId)
    },
    { signal },
  )
  divider.addEventListener(
    'pointermove',
    (event) => {
      if (!divider.hasPointerCapture(event.pointerId)) return
      event.stopPropagation()
      const { x, width } = stage.getBoundingClientRect()
      show(((event.clientX - x) / width) * 100)
    },
    { signal },
  )
  divider.addEventListener('dblclick', (event) => event.stopPropagation(), { signal })
  divider.addEventListener(
    'keydown',
    (event) => {
      const value = Number(divider.getAttribute('aria-valuenow'))
      const step = event.shiftKey ? 10 : 1
      const wanted: Record<string, number> = {
        ArrowLeft: value - step,
        ArrowDown: value - step,
        ArrowRight: value + step,
        ArrowUp: value + step,
        PageDown: value - 10,
        PageUp: value + 10,
        Home: 0,
        End: 100,
      }
      const next = wanted[event.key]
      if (next === undefined) return
      event.preventDefault()
      event.stopPropagation() // arrow keys go to the next picture elsewhere
      show(next)
    },
    { signal },
  )
  show(50)
}
