import { loadedBy } from '../module-expression.ts'
import type { Node, Program } from '../syntax-tree.ts'
import type { ImportedModule } from './imported-module.ts'

/** An import of names from a file, as another file has it. */
export interface FoundImport {
  /** Those it has in the file by their exported names. */
  readonly names: readonly (readonly [exported: string, local: string])[]
  readonly lastName: Node
}

/** The import that a file has from a module, by `import { … }` or `const { … } = require(…)`. */
export function existingImport(program: Program, { isNamedBy }: ImportedModule): FoundImport | undefined {
  const isFrom = (specifier: string | undefined) => specifier !== undefined && isNamedBy(specifier)
  for (const node of program.body) {
    const found =
      node.type === 'ImportDeclaration'
        ? importedBy(node, isFrom)
        : node.type === 'VariableDeclaration'
          ? requiredBy(node, isFrom)
          : undefined
    if (found !== undefined) return found
  }
  return undefined
}

function importedBy(node: Node & { type: 'ImportDeclaration' }, isFrom: (specifier: string) => boolean): FoundImport | undefined {
  if (node.importKind === 'type' || !isFrom(node.source.value)) return undefined
  const specifiers = node.specifiers.filter((each) => each.type === 'ImportSpecifier')
  const lastName = specifiers.at(-1)
  if (lastName === undefined) return undefined
  const names = specifiers
    .filter(({ importKind }) => importKind !== 'type')
    .map(({ imported, local }) => [imported.type === 'Literal' ? imported.value : imported.name, local.name] as const)
  return { names, lastName }
}

function requiredBy(
  node: Node & { type: 'VariableDeclaration' },
  isFrom: (specifier: string | undefined) => boolean,
): FoundImport | undefined {
  const declarator = node.declarations.find(
    ({ id, init }) => id.type === 'ObjectPattern' && init !== null && isFrom(loadedBy(init)?.specifier),
  )
  if (declarator?.id.type !== 'ObjectPattern') return undefined
  const properties = declarator.id.properties.filter((each) => each.type === 'Property')
  const lastName = properties.at(-1)
  if (lastName === undefined) return undefined
  const names = properties.flatMap(({ key, value }) =>
    key.type === 'Identifier' && value.type === 'Identifier' ? [[key.name, value.name] as const] : [],
  )
  return { names, lastName }
}
