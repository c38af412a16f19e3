import { expect, test } from 'vitest'
import { errorReply, type Seen, secretReply } from '../../test/fake-aws.ts'
import { functionOf } from '../../test/function-of.ts'

/** Secrets Manager with two versions of each secret, found by their labels and their ids. */
function versioned({ input: { SecretId, VersionId, VersionStage } }: Seen) {
  const version = VersionId ?? { AWSCURRENT: 'v2', AWSPREVIOUS: 'v1' }[String(VersionStage)]
  if (version !== 'v1' && version !== 'v2') {
    return errorReply(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for staging label: ${VersionStage}`,
    )
  }
  return secretReply(`${SecretId} ${version}`, version)
}

test.for([
  [{}, { SecretId: 'stripe', VersionStage: 'AWSCURRENT' }, 'stripe v2'],
  [{ versionStage: 'AWSPREVIOUS' }, { SecretId: 'stripe', VersionStage: 'AWSPREVIOUS' }, 'stripe v1'],
  [{ versionId: 'v1' }, { SecretId: 'stripe', VersionId: 'v1' }, 'stripe v1'],
  [{ versionId: 'v1', versionStage: 'AWSPREVIOUS' }, { SecretId: 'stripe', VersionId: 'v1', VersionStage: 'AWSPREVIOUS' }, 'stripe v1'],
] as const)('reads the version of a secret that %j says', async ([options, input, value]) => {
  const { aws, text } = await functionOf(versioned)
  expect((await text('stripe', options).get()).reveal()).toBe(value)
  expect(aws.seen.map((seen) => seen.input)).toEqual([input])
})

test('holds the versions of one secret apart', async () => {
  const { aws, text } = await functionOf(versioned)
  const [current, previous, pinned] = [text('stripe'), text('stripe', { versionStage: 'AWSPREVIOUS' }), text('stripe', { versionId: 'v1' })]
  for (let round = 0; round < 2; round++) {
    const values = await Promise.all([current, previous, pinned].map((handle) => handle.get()))
    expect(values.map((value) => value.reveal())).toEqual(['stripe v2', 'stripe v1', 'stripe v1'])
  }
  expect(aws.seen).toHaveLength(3)
})

test('says in AWS’s words that a label is not there', async () => {
  const { text } = await functionOf(versioned)
  await expect(text('stripe', { versionStage: 'AWSPENDING' }).get()).rejects.toMatchObject({
    code: 'SECRET_NOT_FOUND',
    cause: { message: expect.stringContaining('AWSPENDING') },
  })
})

/** Parameter Store as it answers to names with selectors: by the bare name, and the selector apart. */
function selected({ input }: Seen) {
  const names = input['Names'] as string[] // the operation's own input
  const found = names.flatMap((asked) => {
    const [, name = '', selector = ''] = /^([^:]*)(:.*)?$/.exec(asked) ?? []
    const version = { '': 4, ':4': 4, ':3': 3, ':stable': 2 }[selector]
    return version === undefined
      ? []
      : [{ Name: name, Selector: selector || undefined, Value: `${name} version ${version}`, Version: version }]
  })
  // AWS gives them in an order of its own.
  return { body: { Parameters: found.reverse(), InvalidParameters: [] } }
}

test('reads a parameter by its version’s number and by its label, and matches each answer by name and selector', async () => {
  const { aws, text } = await functionOf(selected)
  const parameter = '/prod/weather'
  const handles = [
    text({ parameter }),
    text({ parameter }, { versionId: '3' }),
    text({ parameter }, { versionStage: 'stable' }),
    text({ parameter: '/prod/other' }, { versionId: '3' }),
  ]
  const values = await Promise.all(handles.map((handle) => handle.get()))
  expect(values.map((value) => value.reveal())).toEqual([
    '/prod/weather version 4',
    '/prod/weather version 3',
    '/prod/weather version 2',
    '/prod/other version 3',
  ])
  expect(aws.seen.map(({ input }) => input['Names'])).toEqual([
    ['/prod/weather', '/prod/weather:3', '/prod/weather:stable', '/prod/other:3'],
  ])
})

test('says that a parameter has no such version, by its bare name', async () => {
  const { text } = await functionOf(selected)
  await expect(text({ parameter: '/prod/weather' }, { versionId: '9' }).get()).rejects.toMatchObject({
    code: 'SECRET_NOT_FOUND',
    secret: '/prod/weather',
  })
})
