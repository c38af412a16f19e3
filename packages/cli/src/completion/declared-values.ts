import type { DeclaredPlace } from '@sallyport/tasks'
import type { KnownValues } from './known-values.ts'

type Named = Pick<DeclaredPlace, 'exportName' | 'kind' | 'service' | 'name' | 'id' | 'field' | 'at'>

/**
 * What may be typed for the declared places: the exports that mean one place, and the names without anything left to fill in. A family has
 * neither: only its members have names.
 */
export function declaredValues(places: readonly Named[], stage: string | undefined): Record<'exports' | 'names', KnownValues[string]> {
  const single = places.filter(({ id }) => !id.includes('{id}'))
  const exports = single.flatMap((place) =>
    place.exportName !== undefined && isOnePlace(place, places) ? { ...told(place), value: place.exportName } : [],
  )
  const names = single.map((place) => ({
    ...told(place),
    value: stage === undefined ? place.name : place.name.replaceAll('{stage}', stage),
  }))
  return { exports: unique(exports), names: unique(names.filter(({ value }) => !value.includes('{'))) }
}

function isOnePlace({ exportName, service, id, field }: Named, places: readonly Named[]): boolean {
  return places.every((each) => each.exportName !== exportName || (each.service === service && each.id === id && each.field === field))
}

function told({ kind, at }: Named) {
  return { text: `${kind}, declared at ${at}` }
}

function unique<Value extends { readonly value: string }>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((each) => [each.value, each])).values()]
}
