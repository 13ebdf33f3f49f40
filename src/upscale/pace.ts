/** Tells how long pictures take and how long the rest will. */
export interface Pace {
  /** A picture was begun. */
  begin(): void
  /** So much of the current picture is done, 0-1. */
  reach(fraction: number): void
  /** The current picture is finished, or given up. */
  finish(): void
  /** Milliseconds a picture takes, as far as known. */
  msPerImage(): number | null
  /** Milliseconds until all is done, as far as known. */
  eta(): number | null
}

/** Measures the pace of a job of `pictures` pictures; `now` tells the time in milliseconds. */
export function createPace(pictures: number, now: () => number = () => performance.now()): Pace {
  let [finished, spent, since, fraction] = [0, 0, 0, 0]
  let isBusy = false

  function msPerImage(): number | null {
    if (finished > 0) return spent / finished
    return isBusy && fraction > 0 ? (now() - since) / fraction : null
  }

  return {
    begin() {
      since = now()
      fraction = 0
      isBusy = true
    },
    reach(reached) {
      fraction = reached
    },
    finish() {
      spent += now() - since
      finished++
      isBusy = false
    },
    msPerImage,
    eta() {
      const each = msPerImage()
      if (each === null) return null
      const current = isBusy ? fraction : 0
      return Math.max(0, Math.round(each * (pictures - finished - current)))
    },
  }
}
