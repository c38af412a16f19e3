import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isRecord } from '../../declaration/place.ts'
import { templateError } from '../reading/template-error.ts'
import { readTemplate, type Template } from '../template.ts'

/** Assemblies in assemblies; a stage of CDK is one, and stages in stages are rare. */
const maxDepth = 5

/** Whether a folder is what `cdk synth` writes. */
export function isCloudAssembly(folder: string): boolean {
  return existsSync(join(folder, 'manifest.json'))
}

/**
 * The templates of what `cdk synth` wrote, those of its stages too.
 * Source: AWS CDK, "cloud-assembly-schema" (artifacts of type `aws:cloudformation:stack` and `cdk:cloud-assembly`).
 * @param app absolute: the CDK app's folder, which is the project
 * @throws ProjectError `TEMPLATE_INVALID`
 */
export function cloudAssembly(folder: string, app: string, depth = 0): Template[] {
  const file = join(folder, 'manifest.json')
  const manifest = parsed(file)
  const artifacts = isRecord(manifest) && isRecord(manifest['artifacts']) ? Object.values(manifest['artifacts']) : undefined
  if (artifacts === undefined) throw templateError(file, 1, 'is not the manifest of a cloud assembly: run "cdk synth" again')
  const propertiesOf = (type: string) =>
    artifacts.flatMap((each) => (isRecord(each) && each['type'] === type && isRecord(each['properties']) ? [each['properties']] : []))
  const stacks = propertiesOf('aws:cloudformation:stack').map(({ templateFile }) => templateFile)
  const assemblies = depth < maxDepth ? propertiesOf('cdk:cloud-assembly').map(({ directoryName }) => directoryName) : []
  return [
    ...stacks.filter(isText).map((each) => readTemplate(resolve(folder, each), { root: app, cdkApp: app })),
    ...assemblies.filter(isText).flatMap((each) => cloudAssembly(resolve(folder, each), app, depth + 1)),
  ]
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw templateError(
      file,
      1,
      `cannot be read: ${error instanceof SyntaxError ? 'it is not JSON' : String(error)}: run "cdk synth" again`,
    )
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
