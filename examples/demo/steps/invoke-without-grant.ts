import { holds } from '../narrator.ts'
import { sallyport } from '../sallyport-command.ts'
import type { Step } from '../scene.ts'
import { order } from '../url-requests.ts'

/** A deployed function whose role may read nothing is refused, and told what is missing. */
export const invokeWithoutGrant: Step = {
  title: 'The function is deployed, its role may read nothing yet (sallyport invoke --no-grant)',
  async run({ project, payments, heard, say, block }) {
    const { status, stdout } = await sallyport(
      ['invoke', 'checkout', '--local', '--no-grant', '--payload', JSON.stringify({ body: JSON.stringify(order()) }), '--json'],
      project,
    )
    const { payload, log } = JSON.parse(stdout) as { payload: string; log: string } // the command's stable output
    heard.push(payload, log)
    const { errorMessage } = JSON.parse(payload) as { errorMessage: string } // Lambda's error shape
    holds(status === 1 && errorMessage.includes('may not read secret dev/payments'), 'a function without a grant is refused', payload)
    holds(errorMessage.includes('secretsmanager:GetSecretValue'), 'the refusal names the statement to add', errorMessage)
    holds(payments.charged() === 0 && payments.refused() === 0, 'nothing was sent to the payment API', payments.charged())
    say('AccessDenied, and nothing was sent to the payment API. What the function says:')
    block(errorMessage)
  },
}
