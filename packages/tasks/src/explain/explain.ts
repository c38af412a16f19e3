import * as v from 'valibot'
import { type Denial, policyKinds } from '../account/denial.ts'
import { missingStatement } from '../account/denied.ts'
import type { TaskContext } from '../context.ts'
import { task } from '../task.ts'
import { TaskError } from '../task-error.ts'
import { type Identity, identityOf } from './identity.ts'
import { keptElsewhere } from './kept-elsewhere.ts'
import { keyRemedy } from './key-remedy.ts'
import { keyStatement } from './key-statement.ts'
import { pasted } from './pasted.ts'
import { type RefusedAt, refusedAt } from './refused-at.ts'
import { type Refused, remedyFor } from './remedy.ts'
import { samSnippet } from './sam-snippet.ts'
import { explainedStatement, statementFor } from './statement-for.ts'

const output = v.object({
  explanation: v.string(),
  /** What to do, in order. */
  steps: v.array(v.string()),
  /** Whose request was refused. */
  who: v.optional(v.string()),
  role: v.optional(v.string()),
  /** The project's function that runs under the role, or the one that the message names. */
  function: v.optional(v.string()),
  action: v.optional(v.string()),
  resource: v.optional(v.string()),
  /** The kind of policy that decided, where AWS says it. */
  policy: v.optional(v.picklist(policyKinds)),
  /** Whether a policy denies it; otherwise one that allows is missing. */
  denied: v.boolean(),
  statement: v.optional(explainedStatement),
  /** The statement in a template of AWS SAM. */
  sam: v.optional(v.string()),
})

/** What a refusal of AWS's means: which statement is missing, where it belongs, or who has to take a deny away. */
export const explain = task({
  name: 'explain',
  summary: 'what an "access denied" of AWS means, and the statement that ends it',
  input: {
    /** The message, alone or with what an SDK or a log has put around it. */
    message: v.pipe(v.string(), v.minLength(1)),
  },
  output,
  withoutAccount: true,
  async run({ message }, context) {
    const found = pasted(message)
    switch (found?.form) {
      case undefined:
        throw new TaskError('WRONG_USE', {
          message:
            'the text holds no refusal that is known: paste AWS\'s message whole, from "User: arn:…" to its end, or what "AccessDenied" stands beside',
        })
      case 'encoded':
        return encoded
      case 'key':
        return ofKey(found.denial, await refusedAt(context), context)
      case 'runtime': {
        const { role, action, resource } = found
        const missing = { Effect: 'Allow', Action: action, Resource: resource } as const
        const who = identityOf(`arn:aws:iam::${resource.split(':')[4] ?? ''}:role/${role ?? 'ROLE'}`)
        const denial = { who: who.arn, action, resource, isExplicit: false, policy: undefined, policyArn: undefined }
        return explained({ denial, identity: who, statement: missing, at: await refusedAt(context) }, context, found.functionName)
      }
      case 'denial': {
        const { denial } = found
        const who = identityOf(denial.who)
        const at = await refusedAt(context)
        const missing = missingStatement(denial, { ...who, region: at.region })
        return explained({ denial, identity: who, statement: keyStatement(missing, who, at.region), at }, context)
      }
    }
  },
})

/** @param named the function that the message names */
async function explained(
  refused: Omit<Refused, 'functionName'>,
  context: TaskContext,
  named?: string,
): Promise<v.InferOutput<typeof output>> {
  const { denial, identity, statement: missing } = refused
  const functionName = (await functionUnder(identity, context)) ?? named
  const { explanation, steps } = remedyFor({ ...refused, functionName })
  const isMissing = !denial.isExplicit && (denial.policy === undefined || denial.policy === 'identity-based policy')
  const elsewhere = keptElsewhere(identity)
  // a statement that nobody can put anywhere is not shown
  const hasPlace = !isMissing || elsewhere?.takesStatement !== false
  return {
    explanation,
    steps: [...steps],
    ...whoAndWhat(denial, identity, functionName),
    denied: denial.isExplicit,
    ...(denial.isExplicit || !hasPlace ? {} : { statement: statementFor(denial, identity, missing) }),
    ...(isMissing && identity.user === undefined && elsewhere === undefined ? { sam: samSnippet(missing) } : {}),
  }
}

/** The refusal's own facts, as far as they are known. */
function whoAndWhat({ action, resource, policy }: Denial, { arn, role }: Identity, functionName: string | undefined) {
  return {
    who: arn,
    ...(role === undefined ? {} : { role }),
    ...(functionName === undefined ? {} : { function: functionName }),
    action,
    ...(resource === undefined ? {} : { resource }),
    ...(policy === undefined ? {} : { policy }),
  }
}

/** The project's function by its role, or by the name of the session, which Lambda makes the function's. */
async function functionUnder({ role, session }: Identity, context: TaskContext): Promise<string | undefined> {
  if (role === undefined) return undefined
  // the message is explained without a project too; that its configuration is broken is told, and no more
  const project = await context.project().catch((error) => {
    if (!(error instanceof TaskError)) throw error
    context.progress(`the project is not looked at: ${error.message}`)
  })
  const functions = project?.functions ?? []
  return (functions.find((each) => each.role === role) ?? functions.find((each) => each.name === session))?.name
}

const encoded = {
  explanation: 'AWS has encoded the reason, so that only who may decode it learns about the policies',
  steps: [
    'run "aws sts decode-authorization-message --query DecodedMessage --output text --encoded-message MESSAGE" with rights to sts:DecodeAuthorizationMessage',
    'its "matchedStatements" hold a deny, or are empty when a statement that allows is missing',
  ],
  denied: false,
}

/** @param denial absent where AWS names neither caller nor key */
async function ofKey(denial: Denial | undefined, at: RefusedAt, context: TaskContext): Promise<v.InferOutput<typeof output>> {
  if (denial === undefined) {
    const missing = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' } as const
    const { explanation, steps } = keyRemedy({ denial, at })
    const statement = keyStatement(missing, { partition: 'aws' }, at.region)
    return { explanation, steps: [...steps], action: missing.Action, denied: false, statement }
  }
  const identity = identityOf(denial.who)
  const missing = { Effect: 'Allow', Action: denial.action, Resource: denial.resource ?? '*' } as const
  const functionName = await functionUnder(identity, context)
  const { explanation, steps } = keyRemedy({ denial, functionName, at })
  return {
    explanation,
    steps: [...steps],
    ...whoAndWhat(denial, identity, functionName),
    denied: false,
    statement: statementFor(denial, identity, keyStatement(missing, identity, at.region)),
  }
}
