/** The fields of a form that carries, for each, what it held when it was made (`base.<name>`). */
export interface Fields {
  names: string[]
  text(name: string): string
  base(name: string): string
  set(name: string, text: string): void
  setBase(name: string, text: string): void
  isDirty(name: string): boolean
  dirty(): string[]
  /** The version of the file that the form was made from. */
  version(): string
  setVersion(version: string): void
}

/** Reads and writes the fields of a form as text; a checkbox is its value or nothing. */
export function fieldsOf(form: HTMLFormElement): Fields {
  const names = [...form.querySelectorAll<HTMLInputElement>('input[name^="base."]')].map(({ name }) =>
    name.slice('base.'.length),
  )
  const input = (name: string) =>
    form.querySelector<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(
      `[name="${CSS.escape(name)}"]:not([type="hidden"])`,
    )
  const hidden = (name: string) => form.querySelector<HTMLInputElement>(`[name="base\\.${CSS.escape(name)}"]`)

  const version = form.querySelector<HTMLInputElement>('[name="version"]')

  const fields: Fields = {
    names,
    text(name) {
      const field = input(name)
      if (field instanceof HTMLInputElement && field.type === 'checkbox')
        return field.checked ? field.value : ''
      return field?.value ?? ''
    },
    base: (name) => hidden(name)?.value ?? '',
    set(name, text) {
      const field = input(name)
      if (!field || fields.text(name) === text) return
      if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = text !== ''
      else field.value = text
      field.dispatchEvent(new Event('refilled', { bubbles: true }))
    },
    setBase(name, text) {
      const field = hidden(name)
      if (field) field.value = text
    },
    isDirty: (name) => fields.text(name) !== fields.base(name),
    dirty: () => names.filter(fields.isDirty),
    version: () => version?.value ?? '',
    setVersion(value) {
      if (version) version.value = value
    },
  }
  return fields
}
