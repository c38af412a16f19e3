import { grant, type InferOutput } from '@sallyport/tasks'
import { command, flag } from '../command.ts'
import { globalFlags } from '../global-flags.ts'
import { messageWithFlags } from '../message-with-flags.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { visibleJson } from '../terminal/visible.ts'

type Granted = InferOutput<(typeof grant)['output']>

const flags = {
  form: flag('json, sam, cloudformation or cdk; default: as the template takes it, without a template json', 'FORM'),
  out: flag('the file to write the construct of --form cdk to', 'FILE'),
  write: flag("write it into the function's template"),
  yes: flag('agree to that, where nobody can be asked'),
  apply: flag("put it on the function's role, as the inline policy sallyport, or sallyport-FUNCTION where several have the role"),
  check: flag('compare it with what the role has, and change nothing'),
  role: flag('the role, where neither configuration nor template knows its name', 'NAME'),
}

export const grantCommand = command({
  name: 'grant <function>',
  summary: grant.summary,
  example: 'sallyport grant checkout --stage prod > policy.json',
  task: grant,
  flags,
  show(granted, terminal) {
    sayReads(granted, terminal)
    sayDifference(granted, terminal)
    for (const note of granted.notes) terminal.say(withFlags(note))
    sayOtherAccounts(granted, terminal)
    sayNext(granted, terminal)
    if (isAnswer(granted)) terminal.answer(granted.text.trimEnd())
  },
  status: ({ applied }) => (applied === 'differs' ? 1 : 0),
})

function sayReads({ function: name, secrets, otherReads }: Granted, terminal: Terminal): void {
  for (const { name: secret, kind, declaredAt, isFamily } of secrets)
    terminal.say(`${name} reads ${secret} (${isFamily ? 'any member, ' : ''}${kind}, declared at ${declaredAt})`)
  for (const { name: secret, by, at, granted } of otherReads) if (granted) terminal.say(`${name} reads ${secret} as well (${by}, at ${at})`)
  if (secrets.length + otherReads.length === 0) terminal.say(`${name} reads no secret: there is nothing to grant`)
  for (const { by, at, granted, reason, name: secret } of otherReads)
    if (!granted)
      terminal.warn(
        `${at} reads ${secret ?? 'something'} by ${by}, which is not granted: ${reason}. What the role has for it stays; give it a policy of its own, which is never touched`,
      )
}

function sayDifference({ difference, comparedWith, hasAlso = [], applied }: Granted, terminal: Terminal): void {
  // what was to be agreed to has been shown already
  if (applied === 'printed' || applied === 'differs') terminal.difference(difference, 'talk')
  if (comparedWith !== undefined && difference.length === 0 && applied === 'printed') terminal.say(`${comparedWith} shows no difference`)
  for (const { name, form, at } of hasAlso)
    terminal.say(`the role has also ${name} (${at === undefined ? form : `${form}, ${at}`}), which is not touched`)
}

function sayOtherAccounts({ otherAccounts }: Granted, terminal: Terminal): void {
  for (const { arn, owner, parts, notes } of otherAccounts) {
    terminal.say(`${arn} is of account ${owner}: both sides have to allow the read`)
    for (const [index, { policyOf, forWhom, text }] of parts.entries())
      terminal.say(`${index + 1}. for ${forWhom}: ${policyOf === 'key' ? 'add this statement' : 'this policy'}\n${visibleJson(text)}`)
    for (const note of notes) terminal.say(withFlags(note))
  }
}

function sayNext(granted: Granted, terminal: Terminal): void {
  const next = nextFor(granted)
  if (next !== undefined) terminal.say(next)
}

function nextFor({
  role,
  policyName,
  applied,
  command: awsCommand,
  comparedWith,
  use,
  written,
  difference,
  text,
  secrets,
  otherReads,
}: Granted): string | undefined {
  const asPolicy = awsCommand === undefined ? '' : `, as its policy ${policyName}`
  if (applied === 'changed') return `${comparedWith} has it now${asPolicy}`
  if (applied === 'unchanged') return text === '' ? undefined : `${comparedWith} had it already${asPolicy}`
  if (awsCommand !== undefined && text === '') return `to take the policy ${policyName} from role ${role}, run\n${awsCommand}`
  if (awsCommand !== undefined) return `to put it on role ${role}: add --apply, or run\n${awsCommand}`
  if (written !== undefined) return `wrote ${written}; next, ${use}`
  const isNothing = comparedWith !== undefined || secrets.length + otherReads.length === 0
  return text === '' && difference.length === 0 && isNothing ? undefined : use
}

/** A file or a role that was asked about is the answer by itself. */
function isAnswer({ text, applied, written, command: awsCommand }: Granted): boolean {
  return written === undefined && text !== '' && (applied === 'printed' || awsCommand !== undefined)
}

function withFlags(text: string): string {
  return messageWithFlags(text, { ...globalFlags, ...flags })
}
