// docs/what-is-defended.md: what it says is kept in is kept in, and what it says gets out does get out.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import util from 'node:util'
import { apiKey, configure, json, type Secret, text, withSecrets } from 'sallyport'
import { beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { errorReply, type FakeAws, fakeAws, type Reply, type Seen, secretReply } from '../packages/sallyport/test/fake-aws.ts'
import { pageProgram } from './docs-page-program.ts'
import { tableRows } from './docs-tables.ts'

const page = 'docs/what-is-defended.md'
const value = 'sk_live_0815_of_the_page'

let aws: FakeAws
let reply: Reply | ((seen: Seen) => Reply)

beforeAll(async () => {
  aws = await fakeAws((seen) => (typeof reply === 'function' ? reply(seen) : reply))
  Object.assign(process.env, aws.env, { SALLYPORT_STAGE: 'prod' })
  return () => aws.close()
})

beforeEach(() => {
  reply = secretReply(value)
  configure({})
})

const stripe = apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })

/** The API on loopback, where a value that was read from AWS on loopback may go. */
async function api(headers: Record<string, string> = {}, status = 200) {
  const seen: (string | undefined)[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization)
    response.writeHead(status, headers).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` as const } // it listens on TCP
}

test.each(tableRows(page, /^## Printing/))('%s: %s', async (cell, shows = '') => {
  const expression = cell.slice(1, -1)
  if (expression.includes('globalThis')) {
    // in a process that has no test around it, which knows the value by itself
    const { stdout } = await child(`import util from 'node:util'\nawait stripe.get()\nconsole.log(${expression})`)
    expect(stdout).toContain('sallyport')
    return expect(stdout).not.toContain(value)
  }
  const key: Secret<string> = await stripe.get()
  const made = () => new Function('key', 'util', `return ${expression}`)(key, util) // as the page writes it
  if (shows === 'throws') expect(made).toThrow()
  else {
    expect(made()).not.toContain(value)
    if (shows !== 'no value') expect(made()).toBe(shows.slice(1, -1))
  }
})

const thrownBy = (work: () => unknown) =>
  Promise.resolve()
    .then(work)
    .then(
      () => undefined,
      (error: unknown) => error,
    )

const codeOf = async (work: () => unknown) => ((await thrownBy(work)) as { code?: string } | undefined)?.code // of whatever was thrown
const shown = (thrown: unknown) => util.inspect(thrown, { showHidden: true, depth: null })

/** By how the first cell begins: the row's promise, given what the row says. */
const kept: Record<string, (says: string) => Promise<void>> = {
  async 'an error of this package'() {
    await stripe.get()
    reply = errorReply('ResourceNotFoundException')
    const error = await thrownBy(() => stripe.refresh())
    const message = expect.stringContaining('sallyport put prod/stripe')
    expect(error).toMatchObject({ code: 'SECRET_NOT_FOUND', secret: 'prod/stripe', message })
    expect(shown(error)).not.toContain(value)
  },
  async 'a value that does not fit'() {
    reply = secretReply(JSON.stringify({ port: value }))
    const error = await thrownBy(() => json('database', z.object({ port: z.number() })).get())
    expect(error).toMatchObject({ code: 'BAD_VALUE', message: expect.stringContaining('port') })
    expect(shown(error)).not.toMatch(new RegExp(`${value}|expected number`))
  },
  async 'an error that leaves the handler'() {
    const handler = withSecrets([stripe], async () => {
      const key = (await stripe.get()).reveal()
      const config = { headers: [`Bearer ${key}`], form: Buffer.from(key) }
      throw Object.assign(new Error(`no ${key}`, { cause: new Error(encodeURIComponent(key)) }), { config })
    })
    const error = await thrownBy(handler)
    expect(error).toBeInstanceOf(Error)
    expect(shown(error)).toContain('[redacted]')
    expect(shown(error)).not.toContain(value)
  },
  async 'a log line'() {
    const { stdout } = await child(`
      import { guardLogs } from 'sallyport/log-guard'
      guardLogs()
      console.log('calling with ' + (await stripe.get()).reveal())`)
    expect(stdout).toBe('calling with [redacted]\n')
  },
  async '`stripe.fetch` to a host'(says) {
    const targets = [
      'https://api.stripe.com.evil.example/',
      'https://api.strlpe.com/',
      'http://api.stripe.com/',
      'https://api.stripe.com:8443/',
      'https://user@api.stripe.com/',
      '//evil.example/',
    ]
    for (const target of targets) expect(await codeOf(() => stripe.fetch(target as string)), target).toBe(says.slice(1, 17))
  },
  async 'a redirect'() {
    const elsewhere = await api()
    const { seen, url } = await api({ location: elsewhere.url }, 302)
    const { status } = await stripe.fetch(url)
    expect([status, seen, elsewhere.seen]).toEqual([302, [`Bearer ${value}`], []])
  },
  async 'a credential header'(says) {
    const { seen, url } = await api()
    expect(await codeOf(() => stripe.fetch(url, { headers: { Authorization: 'mine' } }))).toBe(says.slice(1, -1))
    expect(seen).toEqual([])
  },
  async 'a `Secret` put into a header'() {
    const { seen, url } = await api()
    const headers = { 'x-other': `${await text('other').get()}` }
    expect(await thrownBy(() => stripe.fetch(url, { headers }))).toMatchObject({ message: expect.stringContaining('reveal()') })
    expect(seen).toEqual([])
  },
  async '`NODE_TLS_REJECT_UNAUTHORIZED=0`'() {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    onTestFinished(() => void delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'])
    expect(await codeOf(() => stripe.fetch('/v1/balance'))).toBe('HOST_NOT_ALLOWED')
  },
  async 'a key in a variable'() {
    process.env['STRIPE_NAME'] = value
    onTestFinished(() => void delete process.env['STRIPE_NAME'])
    reply = errorReply('ResourceNotFoundException', `no ${value}`)
    const error = await thrownBy(() => text({ env: 'STRIPE_NAME' }).get())
    expect(error).toMatchObject({ secret: '$STRIPE_NAME' })
    expect(shown(error)).not.toContain(value)
  },
  async 'the id of a family'(says) {
    const customers = text('{stage}/customers/{id}')
    for (const id of ['../stripe', 'a/b', '', '*']) expect(await codeOf(() => customers.for(id).get())).toBe(says.slice(1, -1))
  },
  async 'a wrong stage'() {
    const { stdout } = await child(`console.log(await stripe.get().catch((error) => error.code))`, {
      AWS_LAMBDA_FUNCTION_NAME: 'checkout',
      SALLYPORT_STAGE: undefined,
    })
    expect(stdout).toBe('STAGE_NOT_SET\n')
  },
}

/** Rows that other pages' tests hold. */
const heldElsewhere = ["another function's secrets"]
const keptRows = tableRows(page, /^## What else/).filter(([way]) => !heldElsewhere.includes(way))

test.each(keptRows)('%s: %s', async (way, says = '') => {
  const [, run] = Object.entries(kept).find(([beginning]) => way.startsWith(beginning)) ?? []
  expect(run, 'a row that no test runs').toBeDefined()
  await run?.(says)
})

/** A program in a process of its own that has the page's declaration. */
async function child(source: string, env: Record<string, string | undefined> = {}) {
  const { folder } = await pageProgram(page)
  const file = join(folder, 'main.js')
  const declaration = `import { apiKey } from 'sallyport'\nconst stripe = apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })\n`
  writeFileSync(file, declaration + source)
  const all = { ...aws.env, SALLYPORT_STAGE: 'prod', ...env }
  const running = spawn(process.execPath, [file], { cwd: folder, env: all, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  running.stdout.on('data', (chunk) => (stdout += chunk))
  running.stderr.on('data', (chunk) => (stderr += chunk))
  await once(running, 'close')
  return { folder, stdout, stderr }
}

/** By how the first cell begins: whether the value gets out as the page says. */
const leaks: Record<string, () => Promise<boolean>> = {
  async 'any code in the same process'() {
    const { url } = await api()
    const { stdout } = await child(`
      import { subscribe } from 'node:diagnostics_channel'
      subscribe('http.client.request.start', ({ request }) => setImmediate(() => console.log(request.getHeaders())))
      await stripe.fetch('${url}')`)
    return stdout.includes(value)
  },
  async 'a debugger'() {
    const { folder } = await child(`
      import { writeHeapSnapshot } from 'node:v8'
      await stripe.get()
      writeHeapSnapshot('snapshot.json')`)
    return readFileSync(join(folder, 'snapshot.json'), 'utf8').includes(value)
  },
  async '`NODE_DEBUG=http`'() {
    const { url } = await api()
    const { stderr } = await child(`await stripe.fetch('${url}')`, { NODE_DEBUG: 'http' })
    return stderr.includes(value)
  },
  async 'a member of a family'() {
    reply = ({ input }) => secretReply(`value-of-${input['SecretId']}.`)
    const members = text('member-{id}')
    const handler = withSecrets([], async () => {
      const first = await members.for('first').get()
      for (let id = 0; id < 1_000; id++) await members.for(String(id)).get()
      const last = await members.for('last').get()
      throw new Error(`with ${first.reveal()} and ${last.reveal()}`)
    })
    const error = shown(await thrownBy(handler))
    expect(error).toContain('and [redacted]')
    return error.includes('with value-of-member-first.')
  },
  async 'what the code does'() {
    return (await stripe.get()).reveal() === value
  },
  async 'another form'() {
    const reversed = (bare: string) => [...bare].reverse().join('')
    const handler = withSecrets([stripe], async () => {
      throw new Error(reversed((await stripe.get()).reveal()))
    })
    return shown(await thrownBy(handler)).includes(reversed(value))
  },
  async 'short values'() {
    const thrown = async (short: string) => {
      reply = secretReply(short)
      const secret = text(`short-${short.length}`)
      const handler = withSecrets([secret], async () => {
        throw new Error(`with ${(await secret.get()).reveal()}.`)
      })
      return shown(await thrownBy(handler))
    }
    const [, errors = '', logs = ''] = /under (\d+) characters.*under (\d+) not/.exec(leakRows.flat().join('\n')) ?? []
    const [longest, found] = ['Q7!x'.slice(0, Number(errors) - 1), 'Q7!x'.slice(0, Number(errors))]
    expect(await thrown(found)).toContain('with [redacted].')
    const logged = async (text: string) => {
      reply = secretReply(text)
      return (
        await child(`
          import { guardLogs } from 'sallyport/log-guard'
          guardLogs()
          console.log((await stripe.get()).reveal())`)
      ).stdout
    }
    expect(await logged('Q7!xW3?z9'.slice(0, Number(logs)))).toBe('[redacted]\n')
    return (await thrown(longest)).includes(`with ${longest}.`) && (await logged('Q7!xW3?z9'.slice(0, Number(logs) - 1))).startsWith('Q7')
  },
  async 'errors outside the handler'() {
    const { stderr } = await child(`
      import { withSecrets } from 'sallyport'
      const handler = withSecrets([stripe], async () => {
        const key = await stripe.get()
        setTimeout(() => { throw new Error('no ' + key.reveal()) })
      })
      await handler({})`)
    return stderr.includes(value)
  },
  async 'the external API'() {
    const { seen, url } = await api()
    await stripe.fetch(url)
    return seen.includes(`Bearer ${value}`)
  },
}

/** What no test can show here: a wiped memory, a tool's traces, an account's rights; and a row that docs/freshness.md's test runs. */
const notShown = ['a text in memory', 'traces', 'whoever may change', 'a value that is no longer valid']
const leakRows = tableRows(page, /^## What is not/)

test.each(leakRows.filter(([way]) => !notShown.some((each) => way.startsWith(each))))('gets out: %s', async (way) => {
  const [, leaksOut] = Object.entries(leaks).find(([beginning]) => way.startsWith(beginning)) ?? []
  expect(leaksOut, 'a row that no test runs').toBeDefined()
  expect(await leaksOut?.()).toBe(true)
})

test('each promise that is run stands in a table', () => {
  expect(keptRows).toHaveLength(Object.keys(kept).length)
  expect(leakRows).toHaveLength(Object.keys(leaks).length + notShown.length)
})
