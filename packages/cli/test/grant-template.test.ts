import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTemplate } from '@sallyport/project'
import { describe, expect, onTestFinished, test } from 'vitest'
import { emptyPlace, type Place, sallyport } from './running/command.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'
import { writeTemplateProject } from './running/template-project.ts'

/** A project with a template, and neither configuration, nor credentials, nor a region. */
function project(): Place {
  const place = emptyPlace()
  onTestFinished(() => place.remove())
  writeTemplateProject(place.cwd)
  return place
}

const template = ({ cwd }: Place) => readFileSync(join(cwd, 'template.yaml'), 'utf8')
const policiesOf = ({ cwd }: Place, logicalId: string) =>
  readTemplate(join(cwd, 'template.yaml'), { parameters: { Stage: 'dev' } }).functions.find((each) => each.logicalId === logicalId)
    ?.policies
const own = (secret: string) => `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${secret}-??????`

describe('without an account', () => {
  test('shows what the template should say more, by the name of the function as well', async () => {
    const place = project()
    const before = template(place)
    const { status, stdout, stderr } = await sallyport(place, ['grant', 'shop-checkout'])
    expect(status, stderr).toBe(0)
    expect(stderr).toMatch(/^\+ {6}Policies:$/m)
    expect(stderr).not.toMatch(/account \d|region/)
    expect(stdout).toContain(own(`\${Stage}/stripe`))
    expect(template(place)).toBe(before)
    const json = await sallyport(place, ['grant', 'Checkout', '--json'])
    expect(expectPublished('grant', json.stdout)).toMatchObject({
      form: 'sam',
      applied: 'printed',
      policy: { Statement: [{ Resource: [own(`\${Stage}/stripe`)] }] },
    })
  })

  test('writes into the function of SAM, or the role of the template, once', async () => {
    const place = project()
    for (const name of ['Checkout', 'Customers']) {
      const first = await sallyport(place, ['grant', name, '--write', '--yes'])
      expect(first.status, first.stderr).toBe(0)
      expect(first.stderr).toContain('template.yaml has it now')
      const written = template(place)
      expect((await sallyport(place, ['grant', name, '--write', '--yes'])).stderr).toContain('template.yaml had it already')
      expect(template(place)).toBe(written)
    }
    expect(policiesOf(place, 'Checkout')?.flatMap(({ statements }) => statements)).toMatchObject([{ Resource: [own('dev/stripe')] }])
    expect(policiesOf(place, 'Customers')).toMatchObject([
      { name: 'own' },
      { name: 'sallyport', statements: [{ Resource: [own('dev/customers/*')] }] },
    ])
  })

  test('says what to do where they differ, and stops where nothing does', async () => {
    const place = project()
    for (const [name, asked, pasted] of [
      ['Checkout', 'shop-checkout', 'it belongs into the properties of Checkout in the template'],
      ['Customers', 'Customers', 'it belongs among the Resources of the template'],
    ] as const) {
      const differs = await sallyport(place, ['grant', name])
      expect(differs.stderr).toContain(
        `to write that into template.yaml: sallyport grant ${asked} --write\nor paste this yourself: ${pasted}`,
      )
      expect(differs.stdout).not.toBe('')
      await sallyport(place, ['grant', name, '--write', '--yes'])
      const same = await sallyport(place, ['grant', name])
      expect([same.status, same.stdout]).toEqual([0, ''])
      expect(same.stderr).toContain('template.yaml shows no difference')
      expect(same.stderr).not.toMatch(/paste|--write/)
      // who asks for a form gets it
      expect((await sallyport(place, ['grant', name, '--form', 'sam'])).stdout).toContain('Policies:')
    }
  })

  test('says of a template that cannot be edited no word of a difference', async () => {
    const { stdout, stderr } = await sallyport(project(), ['grant', 'Elsewhere'])
    expect(stderr).toContain('the policy may not be written to template.yaml, as role elsewhere-role')
    expect(stderr).not.toMatch(/no difference|--write/)
    expect(stdout).toContain(own(`\${Stage}/stripe`))
  })

  test('refers to the parameter that is the stage, and gives it to the function that does not have it', async () => {
    const place = project()
    const without = template(place).replace('SALLYPORT_STAGE: !Ref Stage', 'OTHER: other')
    writeFileSync(join(place.cwd, 'template.yaml'), without)
    const told = 'its code takes {stage} from SALLYPORT_STAGE, which template.yaml does not set'
    const shown = await sallyport(place, ['grant', 'Checkout', '--stage', 'dev'])
    expect(shown.stderr).toMatch(/^\+ {10}SALLYPORT_STAGE: !Ref Stage$/m)
    expect(shown.stderr).toContain(`${told}: it needs SALLYPORT_STAGE: !Ref Stage`)
    expect(shown.stdout).toContain(own(`\${Stage}/stripe`))
    expect(template(place)).toBe(without)

    const written = await sallyport(place, ['grant', 'Checkout', '--write', '--yes'])
    expect(written.status, written.stderr).toBe(0)
    const { Checkout } = Object.fromEntries(
      readTemplate(join(place.cwd, 'template.yaml'), { parameters: { Stage: 'prod' } }).functions.map((each) => [each.logicalId, each]),
    )
    expect(Checkout?.environment['SALLYPORT_STAGE']?.value).toMatchObject({ text: 'prod' })
    expect(Checkout?.policies.flatMap(({ statements }) => statements)).toMatchObject([{ Resource: [own('prod/stripe')] }])
    expect((await sallyport(place, ['grant', 'Checkout'])).stderr).not.toContain(told)

    // a function whose names have no stage needs none
    const report = await sallyport(place, ['grant', 'Report', '--write', '--yes'])
    expect(report.stderr).not.toContain('SALLYPORT_STAGE')
  })

  test('says of a family that any member may be read, and of the role what it has beside it', async () => {
    const { stderr } = await sallyport(project(), ['grant', 'Customers'])
    expect(stderr).toContain(`Customers reads \${Stage}/customers/* (any member, login, declared at src/secrets.ts:3)`)
    expect(stderr).toMatch(/the role has also own \(inline, template\.yaml:\d+\), which is not touched/)
  })

  test('grants what other libraries read, lists what is not known with file and line, and keeps what may be for it', async () => {
    const place = project()
    const { status, stderr } = await sallyport(place, ['grant', 'Report', '--write', '--yes'])
    expect(status, stderr).toBe(0)
    expect(stderr).toContain('Report reads shop/fixed as well (Powertools, at src/report.ts:4)')
    expect(stderr).toMatch(/Report reads \/shop\/limit as well \(AWS SDK v3, at src\/report\.ts:6\)/)
    expect(stderr).toMatch(/src\/report\.ts:5 reads something by Powertools, which is not granted: /)
    const resources = policiesOf(place, 'Report')?.flatMap(({ statements = [] }) => statements.flatMap(({ Resource }) => Resource))
    expect(resources).toEqual([
      `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/shop/limit`,
      own('old'),
      own('shop/fixed'),
    ])
    const written = template(place)
    await sallyport(place, ['grant', 'Report', '--write', '--yes'])
    expect(template(place)).toBe(written)
    // known by its name, it is no reason to keep anything
    writeFileSync(
      join(place.cwd, 'src/report.ts'),
      readFileSync(join(place.cwd, 'src/report.ts'), 'utf8').replace('event.name', 'process.env.REPORT_SECRET'),
    )
    await sallyport(place, ['grant', 'Report', '--write', '--yes'])
    expect(template(place)).toContain(own(`shop/\${Stage}/report`))
    expect(template(place)).not.toContain(own('old'))
  })
})

describe('at a terminal', () => {
  test('the difference is shown first, and nothing is written before it is agreed to', async () => {
    const place = project()
    const before = template(place)
    const refused = atTerminal(place, ['grant', 'Checkout', '--write'])
    await refused.until('Go on?')
    expect(refused.drawn()).toContain('+      Policies:')
    refused.type('n')
    expect((await refused.ended).status).toBe(130)
    expect(template(place)).toBe(before)

    const agreed = atTerminal(place, ['grant', 'Checkout', '--write'])
    await agreed.until('Go on?')
    agreed.type('y')
    expect((await agreed.ended).status).toBe(0)
    expect(template(place)).toContain('SallyportReadSecrets')
  })
})

describe('says why not, and what to do', () => {
  test.each<[string, number, string[], RegExp]>([
    ['through a pipe without a yes', 2, ['Checkout', '--write'], /not agreed to.*give --yes/],
    [
      'for a role that is made elsewhere',
      2,
      ['Elsewhere', '--write', '--yes'],
      /role elsewhere-role \(line \d+\) is not made there: put it on the role with --apply, or give what --form json prints/,
    ],
    [
      'for a role whose name nobody knows',
      2,
      ['Checkout', '--apply'],
      /not known \(template\.yaml:\d+: .*\): give its name with --role, or .* with --write/,
    ],
    ['for two ways at once', 2, ['Checkout', '--write', '--apply'], /--write and --apply are not one/],
    ['for a form that a role does not take', 2, ['Checkout', '--check', '--form', 'sam'], /--check does not take --form sam/],
    ['for a form that is none', 2, ['Checkout', '--form', 'yaml'], /--form of grant is not/],
    ['for a file that is not of the construct', 2, ['Checkout', '--out', 'x.ts'], /--out is only for --form cdk/],
    ['for a function that is not in the template', 4, ['Customer'], /did you mean "Customers"/],
    ['for a function whose file is not there', 4, ['Lost'], /template\.yaml:\d+ .*there is no file src\/lost/],
    ['for a function whose reads are not known', 1, ['Open'], /src\/open\.ts:1/],
  ])('%s', async (_, status, args, message) => {
    const place = project()
    const before = template(place)
    const ended = await sallyport(place, ['grant', ...args])
    expect([ended.status, ended.stdout], ended.stderr).toEqual([status, ''])
    expect(ended.stderr).toMatch(message)
    expect(template(place)).toBe(before)
  })

  test('in a project without a template', async () => {
    const place = project()
    writeFileSync(join(place.cwd, 'sallyport.config.ts'), `export default { functions: { pay: { entry: 'src/checkout.ts' } } }`)
    const { status, stderr } = await sallyport(place, ['grant', 'pay', '--write', '--stage', 'dev'])
    expect(status).toBe(2)
    expect(stderr).toMatch(/function pay is in no template that was read: name the template .* or .* with --apply/)
  })

  test('where no stage is said', async () => {
    const place = project()
    writeFileSync(join(place.cwd, 'template.yaml'), template(place).replace('SALLYPORT_STAGE', 'OTHER').replaceAll('Stage', 'Colour'))
    const { status, stderr } = await sallyport(place, ['grant', 'Checkout'])
    expect([status, stderr]).toEqual([2, expect.stringContaining('{stage}/stripe does not say its stage: give --stage')])
    const said = await sallyport(place, ['grant', 'Checkout', '--stage', 'prod'])
    expect(said.stdout).toContain(own('prod/stripe'))
    expect(said.stderr).toContain(
      'its code takes {stage} from SALLYPORT_STAGE, which template.yaml does not set: set it, or say the stage in the code by configure()',
    )
  })
})
