import type { ModuleUse } from '../../source/module-uses.ts'
import { type InScope, propertyIn, writtenOut } from '../../source/pieces.ts'
import type { Node } from '../../source/syntax-tree.ts'
import type { ReadAction, SeenRead } from './other-read.ts'

/** What a request reads: by which action, and the member of its input that names it; `list` names several. */
export interface Operation {
  readonly action: ReadAction
  readonly member: string
  readonly isList?: boolean
}

/** Where a request is made: its input, and what is around it. */
export interface Request {
  readonly input: InScope | undefined
  readonly around: readonly Node[]
  readonly offset: number
}

/** The reads of one request, a read for each name. */
export function readsOf({ action, member, isList }: Operation, { input, ...at }: Request): SeenRead[] {
  const seen = (found: InScope | undefined): SeenRead => ({
    ...at,
    service: serviceOf(action),
    action,
    name: found,
    ...(found === undefined && { reason: `its ${member} is not written out` }),
  })
  const named = input === undefined ? undefined : propertyIn(input, member)
  if (isList !== true || named === undefined) return [seen(named)]
  const list = writtenOut(named, 'ArrayExpression')
  if (list === undefined) return [seen(undefined)]
  return list.node.elements.map((each) =>
    seen(each === null || each.type === 'SpreadElement' ? undefined : { node: each, scope: list.scope }),
  )
}

export function serviceOf(action: ReadAction): SeenRead['service'] {
  return action.startsWith('ssm:') ? 'ssm' : 'secretsmanager'
}

/** Where an export is called, or constructed by `new`, directly: its arguments, and what is around. */
export function requestOf({
  node,
  isCall,
  scope,
  around,
}: ModuleUse): (Omit<Request, 'input'> & { given: readonly InScope[] }) | undefined {
  const given = (call: Node & { type: 'CallExpression' | 'NewExpression' }) => call.arguments.map((each) => ({ node: each, scope }))
  if (isCall && node.type === 'CallExpression') return { given: given(node), around, offset: node.start }
  const parent = around.at(-1)
  if ((parent?.type !== 'NewExpression' && parent?.type !== 'CallExpression') || parent.callee !== node) return undefined
  return { given: given(parent), around: around.slice(0, -1), offset: parent.start }
}

/** A read of which nothing is seen but who could make it. */
export function unseen(service: SeenRead['service'], { node, around }: ModuleUse, reason: string): SeenRead {
  return { service, action: undefined, name: undefined, around, offset: node.start, reason }
}
