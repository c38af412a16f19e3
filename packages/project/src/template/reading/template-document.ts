import { templateError } from './template-error.ts'
import { at, type TemplateNode } from './template-node.ts'
import { type TemplateTree, templateTree } from './template-tree.ts'
import { type YamlText, yamlText } from './yaml-text.ts'

/** A template as it is written: its sections, with the intrinsic functions in them not computed. */
export interface TemplateDocument extends YamlText, TemplateTree {
  readonly root: TemplateNode
  readonly parameters: TemplateNode | undefined
  readonly mappings: TemplateNode | undefined
  readonly conditions: TemplateNode | undefined
  readonly resources: TemplateNode
}

/**
 * A template's text in its sections.
 * @param file the path that errors name
 * @throws ProjectError `TEMPLATE_INVALID` with file and line for what is not YAML or JSON, or no template
 */
export function templateDocument(file: string, text: string): TemplateDocument {
  const yaml = yamlText(file, text)
  const { root, aliased } = templateTree(yaml)
  if (root === undefined || root.type === 'null') throw templateError(file, 1, 'is empty: a template has Resources')
  if (root.type !== 'map') throw templateError(file, root.line, 'is not a map of sections: a template has Resources')
  const resources = at(root, 'Resources')
  if (resources === undefined) throw templateError(file, root.line, 'does not have Resources')
  for (const name of ['Parameters', 'Mappings', 'Conditions', 'Resources']) refuseOther(file, name, at(root, name))
  const section = (name: string) => at(root, name)
  return {
    ...yaml,
    root,
    aliased,
    resources,
    parameters: section('Parameters'),
    mappings: section('Mappings'),
    conditions: section('Conditions'),
  }
}

function refuseOther(file: string, name: string, section: TemplateNode | undefined): void {
  // A call here is a macro or a loop; it is told as what is not read.
  if (section === undefined || ['map', 'null', 'call'].includes(section.type)) return
  throw templateError(file, section.line, `has ${name} that are not a map`)
}
