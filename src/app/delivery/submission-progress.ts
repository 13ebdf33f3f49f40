/** How far a submission is: all pictures are checked, then read, named, and written into, one phase after the other. */
export interface SubmissionProgress {
  phase: 'checking' | 'reading' | 'naming' | 'writing'
  done: number
  of: number
}

/** Says that a phase has begun; what it returns says that it is done with one more of the pictures. */
export function stepper(
  { onProgress }: { onProgress?: ((progress: SubmissionProgress) => void) | undefined },
  phase: SubmissionProgress['phase'],
  { length: of }: readonly unknown[],
): () => void {
  let done = 0
  onProgress?.({ phase, done, of })
  return () => onProgress?.({ phase, done: ++done, of })
}
