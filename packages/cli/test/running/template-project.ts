import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../../../../node_modules', import.meta.url))

/** A project as people have it before: a template, no configuration; one function for each way in which a role can be. */
export function writeTemplateProject(cwd: string): void {
  const files = {
    'package.json': '{ "name": "shop", "private": true, "type": "module" }',
    'template.yaml': `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String }
Globals:
  Function:
    Runtime: nodejs24.x
    CodeUri: .
    Environment:
      Variables:
        SALLYPORT_STAGE: !Ref Stage
Resources:
  Checkout: # sam makes its role
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: shop-checkout
      Handler: src/checkout.handler
  Customers:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/customers.handler
      Role: !GetAtt Reader.Arn
  Elsewhere:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/checkout.handler
      Role: arn:aws:iam::111122223333:role/team/elsewhere-role
  Report:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/report.handler
      Environment:
        Variables:
          REPORT_SECRET: !Sub shop/\${Stage}/report
      Policies:
        - Statement:
            - { Sid: SallyportReadSecrets, Effect: Allow, Action: "secretsmanager:GetSecretValue", Resource: !Sub "arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:old-??????" }
  Open:
    Type: AWS::Serverless::Function
    Properties: { Handler: src/open.handler }
  Lost:
    Type: AWS::Serverless::Function
    Properties: { Handler: src/lost.handler }
  Reader:
    Type: AWS::IAM::Role
    Properties:
      RoleName: reader
      AssumeRolePolicyDocument: {}
      Policies:
        - { PolicyName: own, PolicyDocument: { Statement: [] } }
`,
    'src/secrets.ts': `import { apiKey, login } from 'sallyport'
      export const stripe = apiKey('{stage}/stripe')
      export const customers = login('{stage}/customers/{id}')
    `,
    'src/checkout.ts': `import { stripe } from './secrets.ts'\nexport const handler = async () => stripe.get()\n`,
    'src/customers.ts': `import { customers } from './secrets.ts'\nexport const handler = async (event) => customers.for(event.id).get()\n`,
    'src/report.ts': `import { getSecret } from '@aws-lambda-powertools/parameters/secrets'
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
export const handler = async (event) => [
  await getSecret('shop/fixed'),
  await getSecret(event.name),
  await new SSMClient().send(new GetParametersCommand({ Names: ['/shop/limit'] })),
]
`,
    'src/open.ts': `export const handler = async (event) => import(event.file)\n`,
  }
  mkdirSync(join(cwd, 'src'))
  symlinkSync(packages, join(cwd, 'node_modules'), 'junction')
  for (const [path, text] of Object.entries(files)) writeFileSync(join(cwd, path), text)
}
