import type { TemplateChange } from '@sallyport/project'

/** A change of a template, with the place to tell of when it cannot be made. */
export interface PlacedChange {
  readonly change: TemplateChange
  readonly at: { readonly file: string; readonly line: number; readonly variable: string | undefined }
}
