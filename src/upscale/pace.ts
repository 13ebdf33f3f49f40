/** Tells how long pictures take and how long the rest will; several may be in work at once. */
export interface Pace {
  /** A picture was begun. */
  begin(index: number): void
  /** So much of a picture is done, 0-1. */
  reach(index: number, fraction: number): void
  /** A picture is finished, or given up. */
  finish(index: number): void
  /** A picture is out of work and will be begun again. */
  drop(index: number): void
  /** How many pictures are finished or given up. */
  finished(): number
  /** Milliseconds a picture takes, as far as known. */
  msPerImage(): number | null
  /** Milliseconds until all is done, as far as known. */
  eta(): number | null
}

/** Measures the pace of a job of `pictures` pictures; `now` tells the time in milliseconds. */
export function createPace(pictures: number, now: () => number = () => performance.now()): Pace {
  const inWork = new Map<number, number>()
  let [finished, busyBefore, since] = [0, 0, 0]

  /** How many pictures' worth of work is done. */
  const done = () => [...inWork.values()].reduce((sum, fraction) => sum + fraction, finished)
  const busy = () => busyBefore + (inWork.size > 0 ? now() - since : 0)

  function msPerImage(): number | null {
    return done() > 0 ? busy() / done() : null
  }

  function leave(index: number): boolean {
    const spent = busy()
    const wasThere = inWork.delete(index)
    if (inWork.size === 0) busyBefore = spent
    return wasThere
  }

  return {
    begin(index) {
      if (inWork.size === 0) since = now()
      inWork.set(index, 0)
    },
    reach(index, fraction) {
      if (inWork.has(index)) inWork.set(index, fraction)
    },
    finish(index) {
      if (leave(index)) finished++
    },
    drop: (index) => void leave(index),
    finished: () => finished,
    msPerImage,
    eta() {
      const each = msPerImage()
      return each === null ? null : Math.max(0, Math.round(each * (pictures - done())))
    },
  }
}
