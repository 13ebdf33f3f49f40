import type { Page } from 'playwright-core'

/** Milliseconds from the beginning of the navigation to the first picture or word on the screen. */
export async function firstPaint(page: Page, url: string): Promise<number> {
  await page.goto('about:blank')
  await page.goto(url)
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0]
          if (paint) done(paint.startTime)
        }).observe({ type: 'paint', buffered: true })
      }),
  )
}

/** Begins to note how long the page takes from each key and click to the next frame (Event Timing), and its long tasks. */
export async function watchInputs(page: Page): Promise<void> {
  await page.evaluate(() => {
    const noted: { inputs: number[]; tasks: number[] } = { inputs: [], tasks: [] }
    Object.assign(window, { noted })
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) {
        if (/^(keydown|keyup|click|pointerdown|pointerup|input)$/.test(name)) noted.inputs.push(duration)
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noted.tasks.push(duration)
    }).observe({ type: 'longtask' })
  })
}

/** Returns what was noted since the last call. */
export function notedInputs(page: Page): Promise<{ inputs: number[]; tasks: number[] }> {
  return page.evaluate(async () => {
    await new Promise((done) => setTimeout(done, 300)) // entries come some frames late
    const { noted } = window as unknown as { noted: { inputs: number[]; tasks: number[] } }
    const copy = { inputs: [...noted.inputs], tasks: [...noted.tasks] }
    noted.inputs.length = 0
    noted.tasks.length = 0
    return copy
  })
}

/** Runs in the page: scrolls until all cards are there, and notes how long each frame took. */
export async function scrollThrough(wanted: number) {
  const list = document.querySelector('#drafts')
  if (!list) throw new Error('There are no drafts.')
  const gaps: number[] = []
  let last = performance.now()
  while (list.querySelectorAll('.card').length < wanted && gaps.length < 9000) {
    list.scrollTop += 200
    await new Promise(requestAnimationFrame)
    const now = performance.now()
    gaps.push(now - last)
    last = now
  }
  const late = gaps.filter((gap) => gap > 50).length
  return {
    cards: list.querySelectorAll('.card').length,
    frames: gaps.length,
    longest: Math.max(...gaps),
    late,
  }
}
