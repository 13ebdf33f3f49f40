/** One thing that is wrong with the config. */
export interface ConfigProblem {
  /** The line of the file; the first is 1. */
  line: number
  /** The heading it is under; null where there is none. */
  heading: string | null
  /** One English sentence; pages translate it by its shape. */
  message: string
  /** A mistake keeps this version from being used; a hint tells what was left out. */
  severity: 'mistake' | 'hint'
}

/** Gathers what is wrong below one heading. */
export interface Complaints {
  mistake(line: number, message: string): void
  hint(line: number, message: string): void
}

/** Makes what gathers problems into a list. */
export function createComplaints(problems: ConfigProblem[], heading: string | null): Complaints {
  const add = (severity: ConfigProblem['severity']) => (line: number, message: string) =>
    void problems.push({ line, heading, message, severity })
  return { mistake: add('mistake'), hint: add('hint') }
}
