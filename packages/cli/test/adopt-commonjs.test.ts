import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { git, planted, writeAdoptable } from './running/adoptable.ts'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'

const handler = (variable: string) => `'use strict'\nexports.handler = async () => process.env.${variable}.length\n`

let local: Running
beforeEach(async () => {
  local = await runningLocal()
  onTestFinished(() => local.stop())
  writeAdoptable(
    local,
    {
      Charge: { variables: { STRIPE_KEY: planted.stripe }, code: handler('STRIPE_KEY') },
      Notify: { variables: { DATABASE_URL: planted.database }, code: handler('DATABASE_URL') },
    },
    { files: { 'package.json': '{ "name": "shop" }' } },
  )
  for (const name of ['charge', 'notify']) renameSync(join(local.cwd, `src/${name}.ts`), join(local.cwd, `src/${name}.js`))
})

const read = (file: string) => readFileSync(join(local.cwd, file), 'utf8')
const done = async (...args: readonly string[]) => {
  const { status, stdout, stderr } = await sallyport(local, args)
  expect(status, stdout + stderr).toBe(0)
  return { stdout, stderr }
}
const commit = () => {
  git(local, 'add', '-A')
  git(local, 'commit', '-q', '-m', 'in CommonJS')
}

test('of CommonJS functions that share a declaration each is granted its own secret, and grant finds no difference', async () => {
  commit()
  await done('adopt', '--local', '--yes')
  expect(read('src/charge.js')).toContain("const { stripeKey } = require('./secrets.cjs')")
  expect(read('src/secrets.cjs').match(/^exports\./gm)).toHaveLength(2)
  for (const [name, own, other] of [
    ['Charge', 'stripe-key', 'database-url'],
    ['Notify', 'database-url', 'stripe-key'],
  ] as const) {
    const granted = await done('grant', name)
    expect(granted.stderr).toContain('template.yaml shows no difference')
    expect(granted.stderr).toContain(own)
    expect(granted.stderr + granted.stdout).not.toContain(other)
    const length = name === 'Charge' ? planted.stripe.length : planted.database.length
    expect(JSON.parse((await done('invoke', name, '--local')).stdout)).toBe(length)
  }
})

test('a declaration that exports one object gets a further secret which that object has', async () => {
  const declared = `const { text } = require('sallyport')\nconst mail = text('{stage}/mail')\nmodule.exports = { mail }\n`
  writeFileSync(join(local.cwd, 'src/secrets.cjs'), declared)
  writeFileSync(
    join(local.cwd, 'src/notify.js'),
    `const { mail } = require('./secrets.cjs')\n${handler('DATABASE_URL')}exports.mail = mail\n`,
  )
  commit()
  await done('adopt', '--local', '--yes', '--only', 'STRIPE_KEY')
  expect(read('src/secrets.cjs')).toContain(`${declared}module.exports.stripeKey = `)
  expect(JSON.parse((await done('invoke', 'Charge', '--local')).stdout)).toBe(planted.stripe.length)
})
