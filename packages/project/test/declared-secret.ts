import type { DeclaredSecret } from '../src/declaration/declared-secret.ts'
import { isFamily, type Place } from '../src/declaration/place.ts'

/** A secret as `src/secrets.ts` declares it. */
export const declaredSecret = (place: Place, { exportName = place.name, options = {} }: Partial<DeclaredSecret> = {}): DeclaredSecret => ({
  id: `src/secrets.ts#${exportName}`,
  kind: 'text',
  place,
  isFamily: isFamily(place),
  field: undefined,
  fields: {},
  exportName,
  file: 'src/secrets.ts',
  line: 1,
  options,
})
