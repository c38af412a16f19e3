import type { TemplateNode } from '../reading/template-node.ts'
import { findInMap } from './find-in-map.ts'
import { getAtt } from './get-att.ts'
import { ifCondition } from './if-condition.ts'
import { importValue } from './import-value.ts'
import { join } from './join.ts'
import { ref } from './ref.ts'
import type { Scope } from './scope.ts'
import { select } from './select.ts'
import { split } from './split.ts'
import { sub } from './sub.ts'
import type { Value } from './value.ts'

/** What an intrinsic function gives for its argument, which stands at `line`. */
export type Intrinsic = (argument: TemplateNode, scope: Scope, line: number) => Value

/** Those that are computed; any other stays unknown, and says so. Source: CloudFormation User Guide, "Intrinsic function reference". */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: ref,
  'Fn::FindInMap': findInMap,
  'Fn::GetAtt': getAtt,
  'Fn::If': ifCondition,
  'Fn::ImportValue': importValue,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': sub,
}
