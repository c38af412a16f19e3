import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { isRecord } from '../declaration/place.ts'
import { ProjectError } from '../project-error.ts'
import { cloudAssembly, isCloudAssembly } from './cdk/cloud-assembly.ts'
import type { NotRead } from './functions/not-read.ts'
import { otherToolsIn } from './other-tools.ts'
import { templateTree } from './reading/template-tree.ts'
import { yamlText } from './reading/yaml-text.ts'
import { readTemplate, type Template } from './template.ts'

/** Templates of a folder, or why there are none. */
export interface FoundTemplates {
  /** Absolute: the folder they were found in. */
  readonly root: string
  readonly templates: readonly Template[]
  readonly notRead: readonly NotRead[]
  /** Why the template cannot be read. It is nobody's fault but that of who asks for a function: a file of this name may be anything. */
  readonly problem: ProjectError | undefined
}

/** Source: AWS SAM CLI command reference, "sam build" (--template-file). */
const fileNames = ['template.yaml', 'template.yml', 'template.json']

/** The templates of a folder or of the nearest one above it that has any, up to the repository's own folder. */
export function templatesAbove(folder: string, home = homedir()): FoundTemplates | undefined {
  const found = templatesIn(folder)
  if (found !== undefined) return found
  const isEnd = folder === home || dirname(folder) === folder || existsSync(join(folder, '.git'))
  return (isEnd ? undefined : templatesAbove(dirname(folder), home)) ?? unusableIn(folder)
}

/** A file of a template's name with nothing of one in it, or that is broken: said where there is no other. What is a map may be another tool's own. */
function unusableIn(root: string): FoundTemplates | undefined {
  const notRead = fileNames.flatMap((name): NotRead[] => {
    const file = join(root, name)
    if (!isFile(file)) return []
    const whole = readFileSync(file, 'utf8')
    const text = whole.replaceAll(/^(?:\s|---|#.*)+/gm, '')
    if (text === '') return [{ file, line: 1, reason: 'is empty: a template has Resources' }]
    if (/^(?:- |\[)/.test(text)) return [{ file, line: 1, reason: 'is a list: a template is a map with Resources' }]
    return brokenIn(file, whole)
  })
  return notRead.length === 0 ? undefined : { root, templates: [], notRead, problem: undefined }
}

function brokenIn(file: string, text: string): NotRead[] {
  try {
    templateTree(yamlText(file, text))
    return []
  } catch (error) {
    if (!(error instanceof ProjectError)) throw error
    return [{ file, line: error.line ?? 1, reason: error.reason ?? error.message }]
  }
}

/**
 * The templates at a path that was named: of a file, or of what `cdk synth` wrote.
 * @param root absolute: the project
 * @throws ProjectError `TEMPLATE_INVALID`
 */
export function templatesAt(path: string, root: string): readonly Template[] {
  return isCloudAssembly(path) ? cloudAssembly(path, root) : [readTemplate(path, { root })]
}

function templatesIn(root: string): FoundTemplates | undefined {
  const file = fileNames.map((name) => join(root, name)).find(isTemplate)
  if (file !== undefined) return attempted(root, () => [readTemplate(file, { root })])
  const app = join(root, 'cdk.json')
  if (existsSync(app)) {
    const output = resolve(root, outputOf(app))
    if (isCloudAssembly(output)) return attempted(root, () => cloudAssembly(output, root))
    const reason = 'its functions are known once "cdk synth" has run: there is no cdk.out'
    return { root, templates: [], notRead: [{ file: app, line: 1, reason }], problem: undefined }
  }
  const others = otherToolsIn(root)
  return others.length === 0 ? undefined : { root, templates: [], notRead: others, problem: undefined }
}

function attempted(root: string, read: () => readonly Template[]): FoundTemplates {
  try {
    const templates = read()
    return { root, templates, notRead: templates.flatMap((each) => each.notRead), problem: undefined }
  } catch (error) {
    if (!(error instanceof ProjectError)) throw error
    return { root, templates: [], notRead: [], problem: error }
  }
}

/** Other tools have files of the same name, which need not even be YAML. */
function isTemplate(file: string): boolean {
  if (!isFile(file)) return false
  return /AWSTemplateFormatVersion|AWS::[A-Z]|^["']?Resources["']?\s*:/m.test(readFileSync(file, 'utf8'))
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** Source: CDK CLI reference, "cdk synth" (--output, also a setting of cdk.json). */
function outputOf(app: string): string {
  try {
    const settings: unknown = JSON.parse(readFileSync(app, 'utf8'))
    return isRecord(settings) && typeof settings['output'] === 'string' ? settings['output'] : 'cdk.out'
  } catch {
    return 'cdk.out' // CDK itself says what is wrong with its file
  }
}
