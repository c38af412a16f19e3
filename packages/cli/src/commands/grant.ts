import { grant } from '@sallyport/tasks'
import { command, flag } from '../command.ts'
import { visibleJson } from '../terminal/visible.ts'

export const grantCommand = command({
  name: 'grant <function>',
  summary: grant.summary,
  example: 'sallyport grant checkout --stage prod > policy.json',
  task: grant,
  flags: { apply: flag("put it on the function's role, as the inline policy sallyport") },
  show({ function: name, role, policyName, policy, secrets, command: awsCommand, applied }, terminal) {
    for (const { name: secret, kind, declaredAt } of secrets) terminal.say(`${name} reads ${secret} (${kind}, declared at ${declaredAt})`)
    if (secrets.length === 0) terminal.say(`${name} reads no secret`)
    if (applied === 'printed') terminal.say(`to put it on role ${role}: add --apply, or run\n${awsCommand}`)
    else
      terminal.say(
        applied === 'changed'
          ? `role ${role} has it now, as its policy ${policyName}`
          : `role ${role} had it already, as its policy ${policyName}`,
      )
    terminal.answer(visibleJson(policy))
  },
})
