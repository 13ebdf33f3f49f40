/** Applies the filters of a list when they are chosen; a search when it is entered. */
export function submitFilters(): void {
  const form = document.querySelector<HTMLFormElement>('[data-filters]')
  form?.addEventListener('change', (event) => {
    if (!(event.target instanceof HTMLInputElement && event.target.type === 'search')) form.requestSubmit()
  })
  form?.addEventListener('formdata', ({ formData }) => {
    // An address says only what is chosen.
    for (const [name, value] of [...formData]) if (value === '' || value === 'all') formData.delete(name)
  })
}
