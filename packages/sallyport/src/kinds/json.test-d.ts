// Checked by the compiler alone: each line under @ts-expect-error must not compile, and each other one must.
import { type } from 'arktype'
import * as v from 'valibot'
import { z } from 'zod'
import { type Family, type Handle, json, type StandardSchema } from '../index.ts'

/** Whether two types are one: neither wider, nor `any`. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_: Same<A, B>) => undefined

interface Database {
  host: string
  port: number
}

const zodSchema = z.object({ host: z.string(), port: z.number() })
const valibotSchema = v.object({ host: v.string(), port: v.number() })
const arktypeSchema = type({ host: 'string', port: 'number' })

const byZod = json('{stage}/database', zodSchema)
const byValibot = json('{stage}/database', valibotSchema)
const byArktype = json('{stage}/database', arktypeSchema)
same<typeof byZod, Handle<Database>>(true)
same<typeof byValibot, Handle<Database>>(true)
same<typeof byArktype, Handle<Database>>(true)

// @ts-expect-error the comparison can fail
same<typeof byZod, Handle<{ host: string }>>(true)

// Transforms: what comes out, not what is stored
const withDate = json('a', z.object({ until: z.string().transform((text) => new Date(text)) }))
same<typeof withDate, Handle<{ until: Date }>>(true)
const withNumber = json('a', v.object({ port: v.pipe(v.string(), v.transform(Number)) }), { ttlSeconds: 60 })
same<typeof withNumber, Handle<{ port: number }>>(true)
const parsed = json({ parameter: '/a' }, type({ at: 'string.date.iso.parse' }))
same<typeof parsed, Handle<{ at: Date }>>(true)
const async = json(
  'a',
  z.string().refine(async (text) => text !== ''),
)
same<typeof async, Handle<string>>(true)
const asyncValibot = json(
  'a',
  v.pipeAsync(
    v.string(),
    v.checkAsync(async (text) => text !== ''),
  ),
)
same<typeof asyncValibot, Handle<string>>(true)

const members = json('{stage}/customers/{id}', zodSchema)
same<typeof members, Family<Handle<Database>>>(true)

declare const own: StandardSchema<'one' | 'other'>
const literal = json({ env: 'CONFIG_ARN' }, own)
same<typeof literal, Handle<'one' | 'other'>>(true)

export async function values(): Promise<number> {
  const { port } = (await byZod.get()).reveal()
  // @ts-expect-error there is no field porta
  void (await byZod.get()).reveal().porta
  return port
}

// @ts-expect-error a schema is asked for
json('a')
// @ts-expect-error no schema
json('a', { host: 'string' })
// @ts-expect-error json signs nothing
json('a', zodSchema, { hosts: ['a.example'] })
