import { assignedNames } from '../../source/assigned-names.ts'
import { type Piece, piecesOf } from '../../source/pieces.ts'
import { type Scope, scopeWithin } from '../../source/scope.ts'
import { childrenOf, type Node, type Program } from '../../source/syntax-tree.ts'
import type { ReadAction, Reader, SeenRead } from './other-read.ts'

/**
 * Requests to the AWS Parameters and Secrets Lambda Extension, known by their path.
 * Source: Secrets Manager User Guide, "Use AWS Secrets Manager secrets in AWS Lambda functions"; Systems Manager User Guide, "Using
 * Parameter Store parameters in AWS Lambda functions".
 */
export const lambdaExtension: Reader = {
  by: 'AWS Parameters and Secrets Extension',
  modules: /^$/, // it is asked by HTTP
  reads: (_, program) => requestsIn(program),
}

const requests: readonly { path: string; parameter: string; service: SeenRead['service']; action: ReadAction }[] = [
  { path: '/secretsmanager/get', parameter: 'secretId', service: 'secretsmanager', action: 'secretsmanager:GetSecretValue' },
  { path: '/systemsmanager/parameters/get', parameter: 'name', service: 'ssm', action: 'ssm:GetParameter' },
]

function requestsIn(program: Program): SeenRead[] {
  const assigned = assignedNames(program)
  const found: SeenRead[] = []
  const walk = (node: Node, outer: Scope | undefined): void => {
    const scope = scopeWithin(node, outer, assigned)
    const request = requestIn(node, scope)
    if (request !== undefined) {
      found.push(request)
      return
    }
    for (const child of childrenOf(node)) walk(child, scope)
  }
  walk(program, undefined)
  return found
}

function requestIn(node: Node, scope: Scope | undefined): SeenRead | undefined {
  if (node.type !== 'Literal' && node.type !== 'TemplateLiteral' && node.type !== 'BinaryExpression') return undefined
  const pieces = piecesOf(node, scope)
  const request = requests.find(({ path }) => pieces.some((each) => each !== 'unknown' && 'text' in each && each.text.includes(path)))
  if (request === undefined) return undefined
  const { service, action, parameter } = request
  const name = queryValue(pieces, parameter)
  const reason = name === undefined ? { reason: `its ${parameter} is not written out` } : {}
  return { service, action, name, around: [], offset: node.start, ...reason }
}

/** Where in a text a piece that is not written out stands, by its number. */
const placeholder = (index: number) => `\0${index}\0`
const placeholders = /\0(\d+)\0/

/** The value of a parameter in a URL's query. */
function queryValue(pieces: readonly Piece[], parameter: string): readonly Piece[] | undefined {
  const url = pieces.map((each, index) => (each !== 'unknown' && 'text' in each ? each.text : placeholder(index))).join('')
  const [, value = ''] = new RegExp(`[?&]${parameter}=([^&]*)`).exec(url) ?? []
  if (value === '') return undefined
  return value.split(placeholders).flatMap((part, at) => (at % 2 === 0 ? textPiece(part) : (pieces[Number(part)] ?? 'unknown')))
}

function textPiece(escaped: string): Piece[] {
  if (escaped === '') return []
  try {
    return [{ text: decodeURIComponent(escaped) }]
  } catch {
    return ['unknown'] // no escaped text at all
  }
}
