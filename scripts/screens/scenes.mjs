// @ts-check
// What is typed for each command's screen, in this order: one line a command. `answers` are questions that are waited for, and what is
// typed then; `before` are commands that are run unseen.

/**
 * @typedef {object} Scene
 * @property {string} command the command's words
 * @property {string[]} args what stands behind them
 * @property {string} [as] tells a further screen of one command from the first
 * @property {[question: string, answer: string][]} [answers]
 * @property {string[][]} [before]
 * @property {number} [status] default: 0
 * @property {Readonly<Record<string, string>>} [files] a folder of its own to type it in, with these files; default: the project below
 */

const enter = '\r'
const down = '\x1b[B'

/** @type {Scene[]} */
export const scenes = [
  { command: 'init', args: ['first', '--host', 'api.stripe.com'], files: {} },
  { command: 'local start', args: ['--detach', '--memory', '--port', '0'] },
  { command: 'local status', args: [] },
  { command: 'local env', args: [] },
  { command: 'put', args: ['dev/stripe', '--local'], answers: [['hidden; ends with Enter', `sk_test_of_the_screens${enter}`]] },
  {
    command: 'put',
    as: 'asking',
    args: ['--local'],
    answers: [
      ['What do you want to store?', `${down}${down}${enter}`],
      ['user name', `ann${enter}`],
      ['password (hidden', `of-the-screens${enter}`],
      ['Where is it kept?', enter],
      ['What is it called?', `partner${enter}`],
      ['To which host', `api.partner.example${enter}`],
      ['Which functions read it?', ` ${enter}`],
      ['Is that right?', `${down}${enter}`],
    ],
  },
  { command: 'import', args: ['.env', '--local', '--yes'] },
  { command: 'adopt', args: ['--local', '--dry-run'], files: withKeyInVariable(), status: 1 },
  { command: 'list', args: ['--local'] },
  { command: 'describe', args: ['dev/stripe', '--local'] },
  { command: 'grant', args: ['checkout', '--local'] },
  { command: 'invoke', args: ['checkout', '--local', '--payload', '{"amount": 100}'] },
  { command: 'audit', args: ['--local'] },
  { command: 'get', args: ['dev/stripe', '--local'] },
  { command: 'history', args: ['dev/stripe', '--local'], before: [['put', 'dev/stripe', '--local']] },
  { command: 'rollback', args: ['dev/stripe', '--local'] },
  { command: 'diff', args: ['dev', 'prod', '--local'], before: [['put', 'prod/stripe', '--local']], status: 1 },
  { command: 'delete', args: ['dev/stripe', '--local'] },
  { command: 'restore', args: ['dev/stripe', '--local'] },
  { command: 'doctor', args: ['--local'], status: 1 },
  {
    command: 'explain',
    args: [
      'User: arn:aws:sts::123456789012:assumed-role/checkout-role/checkout is not authorized to perform: secretsmanager:GetSecretValue on resource: dev/stripe because no identity-based policy allows the secretsmanager:GetSecretValue action',
    ],
  },
  { command: 'eject', args: [] },
  { command: 'completion', args: ['bash'] },
  { command: 'local exec', args: ['--', 'printenv', 'AWS_ENDPOINT_URL'] },
  { command: 'local stop', args: [] },
]

/** The project that the commands are typed in. */
export const project = {
  'package.json': '{ "name": "shop", "private": true, "type": "module" }\n',
  'sallyport.config.ts': "export default { functions: { checkout: { entry: 'src/checkout.ts' } } }\n",
  'src/secrets.ts': `import { apiKey, login } from 'sallyport'

export const stripe = /* @__PURE__ */ apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })
export const crm = /* @__PURE__ */ login('{stage}/crm', { hosts: ['crm.example.com'] })
`,
  'src/checkout.ts': `import { withSecrets } from 'sallyport'
import { stripe } from './secrets.js'

export const handler = withSecrets([stripe], async (event: { amount: number }) => ({ amount: event.amount, key: \`\${await stripe.get()}\` }))
`,
  '.env': 'WEATHER_KEY=of-the-screens\nMAIL_TOKEN="of the screens"\n',
}

/** A project as people have it before: the key in a variable of its template. */
function withKeyInVariable() {
  return {
    'package.json': '{ "name": "shop", "private": true, "type": "module" }\n',
    'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Charge:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: src/charge.handler
      Runtime: nodejs24.x
      Environment:
        Variables:
          PAYMENTS_API_KEY: of-the-screens-Zk3vQ9mXr27LbTfWc81HdNsE
`,
    'src/charge.ts': `export const handler = async () => {
  const answer = await fetch('https://api.payments.example/charges', { headers: { 'x-api-key': process.env.PAYMENTS_API_KEY } })
  return answer.status
}
`,
  }
}
