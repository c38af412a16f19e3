import type { ModuleUse } from '../../source/module-uses.ts'
import { importedAs } from '../../source/module-uses.ts'
import { type InScope, piecesOf, propertyIn, textIn, writtenOut } from '../../source/pieces.ts'
import { requestOf, unseen } from './inputs.ts'
import type { ReadAction, Reader, SeenRead } from './other-read.ts'

/** Reads that middy's middlewares do before the handler: each value of `fetchData`. */
export const middy: Reader = {
  by: 'middy',
  modules: /^@middy\/(?:secrets-manager|ssm)$/,
  reads: (uses) => uses.filter(({ member }) => member === '*').flatMap(fetchedBy),
}

function fetchedBy(use: ModuleUse): SeenRead[] {
  const service = use.specifier.endsWith('/ssm') ? 'ssm' : 'secretsmanager'
  const request = requestOf(use)
  const options = request?.given[0]
  if (request === undefined) return [unseen(service, use, `hands on ${use.specifier}; what it reads is not known`)]
  const fetchData = options && propertyIn(options, 'fetchData')
  const written = fetchData && writtenOut(fetchData, 'ObjectExpression')
  if (written === undefined) return [unseen(service, use, 'its fetchData is not written out')]
  return written.node.properties.map((each) => {
    if (each.type !== 'Property') return unseen(service, use, 'a part of its fetchData is not written out')
    const name = withoutHint({ node: each.value, scope: written.scope })
    const action: ReadAction = service === 'secretsmanager' ? 'secretsmanager:GetSecretValue' : parameterAction(name)
    return { around: request.around, service, action, name, offset: each.start }
  })
}

/** A name that ends in a slash is a path, and all below it is read. Source: middy, "ssm" (fetchData). */
function parameterAction(name: InScope): ReadAction {
  const pieces = piecesOf(name.node, name.scope)
  return textIn(pieces.slice(-1))?.endsWith('/') ? 'ssm:GetParametersByPath' : 'ssm:GetParameters'
}

/** `secret('name')` and `ssmParam('name')` only say a type; they give the name back. */
function withoutHint({ node, scope }: InScope): InScope {
  const hint = node.type === 'CallExpression' ? importedAs(node.callee, scope)?.member : undefined
  const [named] = node.type === 'CallExpression' ? node.arguments : []
  return named !== undefined && (hint === 'secret' || hint === 'ssmParam') ? { node: named, scope } : { node, scope }
}
