import type { Scope } from '../intrinsics/scope.ts'
import { knownText } from '../intrinsics/value.ts'
import { at, type TemplateNode } from '../reading/template-node.ts'

/** The path of a resource in its CDK app: `ShopStack/Checkout/Resource`. Source: CDK Developer Guide, "Identifiers and the AWS CDK". */
export function constructPath(metadata: TemplateNode | undefined, scope: Scope): string | undefined {
  const path = at(metadata, 'aws:cdk:path')
  return path === undefined ? undefined : knownText(scope.resolved(path))
}

/** The id that the app gave a function; its logical id has a hash behind it. */
export function constructId(path: string): string | undefined {
  return /([^/]+)\/Resource$/.exec(path)?.[1]
}

/** Functions that CDK adds for work of its own, such as emptying a bucket, by their path or, where paths are not written, their logical id. */
const ownPaths =
  /\/(Custom::[^/]+|AWS679f53fac002430cb0da5b7982bd2287|LogRetention[0-9a-f]{8,}|BucketNotificationsHandler[0-9a-f]+|framework-\w+)(\/|$)/
const ownIds =
  /^(Custom\w*ProviderHandler[0-9A-F]{8}|AWS679f53fac002430cb0da5b7982bd2287\w*|LogRetention[0-9a-f]{32}\w*|BucketNotificationsHandler[0-9a-f]{32}\w*|\w*framework(onEvent|isComplete|onTimeout)[0-9A-F]{8})$/

export function isOfCdk(path: string | undefined, logicalId: string): boolean {
  return path === undefined ? ownIds.test(logicalId) : ownPaths.test(path)
}
