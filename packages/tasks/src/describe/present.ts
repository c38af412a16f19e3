/** An object's members that are there; what AWS does not tell is left out, not told as empty. */
export function present<T extends object>(members: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined> // the filter above took out what was undefined
  }
}

export function isoDate(date: Date | undefined): string | undefined {
  return date?.toISOString()
}
