import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { functionOf } from '../../src/configuration/function-of.ts'
import { loadProject } from '../../src/configuration/load-project.ts'
import { policyFor } from '../../src/policy/policy-for.ts'
import { reachOf } from '../../src/reach/reach.ts'
import { inFolder } from '../project-folder.ts'
import { install } from '../workspace.ts'

const template = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String, Default: dev }
Globals:
  Function:
    Runtime: nodejs24.x
    MemorySize: 512
Resources:
  Stripe:
    Type: AWS::SecretsManager::Secret
    Properties: { Name: prod/stripe }
  Unnamed:
    Type: AWS::SecretsManager::Secret
  Checkout:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: shop-checkout
      CodeUri: src
      Handler: checkout.handler
      Environment:
        Variables:
          STRIPE_SECRET: !Ref Stripe
          SALLYPORT_STAGE: !Ref Stage
  Refund:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: refund.main
      Timeout: 30
      Role: arn:aws:iam::111122223333:role/team/refunds
      Environment:
        Variables:
          UNNAMED_SECRET: !Ref Unnamed
  Image:
    Type: AWS::Serverless::Function
    Properties: { PackageType: Image }
`
const secrets = `import { apiKey } from 'sallyport'
export const stripe = apiKey({ env: 'STRIPE_SECRET' })
export const unnamed = apiKey({ env: 'UNNAMED_SECRET' })
`
const files = {
  'template.yaml': template,
  'src/secrets.ts': secrets,
  'src/checkout.ts': `import { stripe } from './secrets'\nexport const handler = async () => stripe.get()`,
  'src/refund.ts': `import { unnamed } from './secrets'\nexport const main = async () => unnamed.get()`,
}

describe('a project without a configuration', () => {
  test('has the functions of its template', () =>
    inFolder(files, async (root) => {
      const project = await loadProject(join(root, 'src'))
      expect(project).toMatchObject({ root, configurationFile: undefined, productionStages: ['prod', 'production'] })
      expect(project.functions).toMatchObject([
        {
          name: 'shop-checkout',
          entry: join(root, 'src/checkout.ts'),
          handler: 'handler',
          role: 'shop-checkout-role',
          isRoleKnown: false,
          timeoutSeconds: 3,
          memoryMb: 512,
          environment: { STRIPE_SECRET: 'prod/stripe', SALLYPORT_STAGE: 'dev' },
          template: { logicalId: 'Checkout', line: 14, file: join(root, 'template.yaml') },
        },
        { name: 'Refund', handler: 'main', role: 'refunds', isRoleKnown: true, timeoutSeconds: 30, environment: {} },
      ])
      expect(functionOf(project, 'Checkout').name).toBe('shop-checkout')
      expect(functionOf(project, 'refund.ts').name).toBe('Refund')
    }))

  test('is granted by what the template sets its variables to', () =>
    inFolder(files, async (root) => {
      await install(root, 'sallyport')
      const project = await loadProject(root)
      const [checkout] = await reachOf([functionOf(project, 'Checkout')])
      expect(checkout?.open).toEqual([])
      if (checkout === undefined) throw new Error('there is no reach')
      expect(policyFor(checkout, { region: 'eu-west-1', accountId: '111122223333' }).Statement).toEqual([
        expect.objectContaining({ Resource: ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/stripe-??????'] }),
      ])
    }))

  test('names file and line of the template where a variable cannot be known', () =>
    inFolder(files, async (root) => {
      await install(root, 'sallyport')
      const [refund] = await reachOf([functionOf(await loadProject(root), 'Refund')])
      expect(refund?.open.map(({ reason }) => reason)).toEqual([
        expect.stringMatching(/UNNAMED_SECRET.*template\.yaml:33.*it is the ARN of the secret Unnamed, which has no Name/),
      ])
    }))

  test('says why a function of its template has no code', () =>
    inFolder(files, async (root) => {
      const project = await loadProject(root)
      expect(() => functionOf(project, 'Image')).toThrow(
        'function Image does not have code that can be read: template.yaml:34 deploys a container image',
      )
    }))

  test('does not look for a template beyond its repository', () =>
    inFolder({ ...files, 'inner/.git/HEAD': '', 'inner/src/a.ts': '' }, async (root) => {
      expect(await loadProject(join(root, 'inner/src'))).toMatchObject({ root: join(root, 'inner/src'), functions: [] })
    }))

  test('is not disturbed by a broken template until a function is asked for', () =>
    inFolder({ ...files, 'template.yaml': template.replace('Parameters:', 'Parameters: }') }, async (root) => {
      const project = await loadProject(root)
      expect(project.functions).toEqual([])
      expect(project.templateProblem).toMatchObject({ code: 'TEMPLATE_INVALID', line: 2 })
      expect(() => functionOf(project, 'Checkout')).toThrow(/template\.yaml:2 is not YAML/)
      expect(functionOf(project, 'src/checkout.ts').name).toBe('checkout')
    }))

  test('takes no file for a template that is of another tool', () =>
    inFolder({ 'template.yaml': '{{- range .Values }}\nkind: Pod\n' }, async (root) => {
      expect(await loadProject(root)).toMatchObject({ functions: [], templateProblem: undefined })
    }))

  test.each([
    ['serverless.yml', 'the Serverless Framework'],
    ['main.tf', 'Terraform'],
    ['sst.config.ts', 'SST'],
    ['Pulumi.yaml', 'Pulumi'],
  ])('says that %s is not read', (name, tool) =>
    inFolder({ [name]: '' }, async (root) => {
      const project = await loadProject(root)
      expect(() => functionOf(project, 'checkout')).toThrow(`(${name}:1 files of ${tool} are not read yet`)
    }),
  )
})

describe('a configuration', () => {
  const configured = (settings: string) => ({ ...files, 'sallyport.config.ts': `export default ${settings}` })

  test('wins over the template beside it', () =>
    inFolder(configured(`{ functions: { checkout: { entry: 'src/checkout.ts' } } }`), async (root) => {
      const { functions } = await loadProject(root)
      expect(functions).toMatchObject([{ name: 'checkout', environment: {}, template: undefined }])
    }))

  test('takes from the template that it names what it does not say', () =>
    inFolder(
      configured(
        `{ template: 'template.yaml', functions: { Refund: { entry: 'src/refund.ts', memoryMb: 256, environment: { UNNAMED_SECRET: 'prod/named', MORE: 'x' } } } }`,
      ),
      async (root) => {
        const { functions } = await loadProject(root)
        expect(functions).toMatchObject([
          {
            name: 'Refund',
            handler: 'main',
            role: 'refunds',
            memoryMb: 256,
            timeoutSeconds: 30,
            environment: { UNNAMED_SECRET: 'prod/named', MORE: 'x' },
            unknownEnvironment: {},
          },
          { name: 'shop-checkout', memoryMb: 512 },
        ])
      },
    ))

  test('that names a broken template, or none that is there, is refused', () =>
    inFolder({ ...configured(`{ template: 'broken.yaml' }`), 'broken.yaml': '- a' }, async (root) => {
      await expect(loadProject(root)).rejects.toMatchObject({ code: 'TEMPLATE_INVALID', file: join(root, 'broken.yaml'), line: 1 })
      await inFolder(configured(`{ template: 'gone.yaml' }`), async (other) => {
        await expect(loadProject(other)).rejects.toMatchObject({
          code: 'ENTRY_NOT_FOUND',
          message: expect.stringContaining('there is no file gone.yaml'),
        })
      })
    }))
})
