/** Counts what is in a field while it changes: characters of a title, keywords; colours tell what is advised. */
export function mountCounters(form: HTMLFormElement, signal: AbortSignal): void {
  for (const counter of form.querySelectorAll<HTMLElement>('[data-count]')) {
    const field = form.querySelector<HTMLTextAreaElement>(`textarea[name="${counter.dataset.count}"]`)
    if (!field) continue
    const show = () => count(counter, field)
    for (const event of ['input', 'refilled']) field.addEventListener(event, show, { signal })
    show()
  }
}

function count(counter: HTMLElement, field: HTMLTextAreaElement): void {
  const isList = counter.dataset.count === 'keywords'
  const length = isList ? field.value.split('\n').filter(Boolean).length : [...field.value].length
  const { least = '0', advised = '0', ceiling = '0' } = counter.dataset
  counter.textContent = `${length}/${isList ? ceiling : length > Number(advised) ? ceiling : advised}`
  counter.classList.toggle('above', length > Number(advised) || (length > 0 && length < Number(least)))
  counter.classList.toggle('too-much', length > Number(ceiling))
}
