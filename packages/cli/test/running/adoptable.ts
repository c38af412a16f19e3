import { execFileSync } from 'node:child_process'
import type { Place } from './command.ts'
import { linkRuntime, writeFiles } from './written-files.ts'

/** Values that nothing may show. */
export const planted = {
  stripe: 'planted-Zk3vQ9mXr27LbTfWc81',
  database: 'postgres://shop:planted-pa55@db.example.com/orders',
  typed: 'planted-typed-by-hand',
  chat: 'planted-chat-token',
  shared: 'planted-shared-9QwErTyU',
}

/** A function of a SAM template: its variables as YAML, and its code. */
export interface AdoptableFunction {
  readonly variables: Readonly<Record<string, string>>
  readonly code: string
  /** More properties, as YAML. */
  readonly properties?: string
}

/** Writes a project that has its secrets in variables of a SAM template, committed to git. */
export function writeAdoptable(
  { cwd, env }: Pick<Place, 'cwd' | 'env'>,
  functions: Readonly<Record<string, AdoptableFunction>>,
  { files = {}, globals = '', parameters = '' }: { files?: Readonly<Record<string, string>>; globals?: string; parameters?: string } = {},
): void {
  const template = `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String, Default: dev }
  TypedByHand: { Type: String, NoEcho: true }
${parameters}${globals}Resources:
${Object.entries(functions).map(resource).join('')}`
  const code = Object.entries(functions).map(([id, each]): [string, string] => [`src/${id.toLowerCase()}.ts`, each.code])
  const all = {
    'template.yaml': template,
    'package.json': '{ "name": "shop", "type": "module" }',
    '.gitignore': 'node_modules\n.sallyport\n',
    ...Object.fromEntries(code),
    ...files,
  }
  writeFiles(cwd, all)
  linkRuntime(cwd)
  for (const args of [
    ['init', '-q', '.'],
    ['add', '-A'],
    ['commit', '-q', '-m', 'as it was'],
  ])
    git({ cwd, env }, ...args)
}

export function git({ cwd, env }: Pick<Place, 'cwd' | 'env'>, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=shop', '-c', 'user.email=shop@example.com', '-c', 'commit.gpgsign=false']
  return execFileSync('git', [...who, ...args], { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function resource([id, { variables, properties = '' }]: [string, AdoptableFunction]): string {
  const lines = Object.entries(variables).map(([name, value]) => `          ${name}: ${value}\n`)
  return `  ${id}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/${id.toLowerCase()}.handler
${properties.includes('Runtime:') ? '' : '      Runtime: nodejs24.x\n'}${properties}${lines.length === 0 ? '' : `      Environment:\n        Variables:\n${lines.join('')}`}    Metadata:
      BuildMethod: esbuild
`
}
