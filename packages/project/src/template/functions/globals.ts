import { at, type MapEntry, type MapNode, type TemplateNode } from '../reading/template-node.ts'

/**
 * A function's properties over those of `Globals.Function`: maps are merged, lists appended to the global ones, anything else replaced.
 * Source: AWS SAM Developer Guide, "Globals section of the AWS SAM template".
 */
export function withGlobals(properties: TemplateNode | undefined, globals: TemplateNode | undefined): TemplateNode | undefined {
  if (globals?.type !== 'map') return properties
  if (properties === undefined || properties.type === 'null') return globals
  return properties.type === 'map' ? mergedMaps(globals, properties) : properties
}

function merged(global: TemplateNode, own: TemplateNode): TemplateNode {
  if (global.type === 'map' && own.type === 'map') return mergedMaps(global, own)
  if (global.type === 'list' && own.type === 'list') return { ...own, items: [...global.items, ...own.items] }
  return own
}

function mergedMaps(global: MapNode, own: MapNode): MapNode {
  const entries = new Map<string, MapEntry>(global.entries)
  for (const [key, entry] of own.entries) {
    const above = global.entries.get(key)
    entries.set(key, above === undefined ? entry : { ...entry, node: merged(above.node, entry.node) })
  }
  return { ...own, entries }
}

export function globalFunction(root: TemplateNode): TemplateNode | undefined {
  return at(root, 'Globals', 'Function')
}
