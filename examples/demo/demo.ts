// What `npm start` runs: a function's secret, end to end on this machine. Every figure it prints was measured in this very run, and a step
// that does not hold ends it with a status that is not 0.
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPaymentApi } from '../checkout/payment-api.ts'
import { startCrmApi } from '../crm-sync/crm-api.ts'
import { startWeatherApi } from '../forecast/weather-api.ts'
import { awsClients } from './aws-clients.ts'
import { freshProject } from './fresh-project.ts'
import { howToReach } from './how-to-reach.ts'
import { DoesNotHold, narrator } from './narrator.ts'
import { type CommandPlace, startLoopback } from './sallyport-command.ts'
import type { Scene, Step } from './scene.ts'
import { askForAnothersSecret } from './steps/ask-for-anothers-secret.ts'
import { bringChangesToTheCrm } from './steps/bring-changes-to-the-crm.ts'
import { callOverItsUrl } from './steps/call-over-its-url.ts'
import { forecastOnSchedule } from './steps/forecast-on-schedule.ts'
import { grant } from './steps/grant.ts'
import { invokeWithoutGrant } from './steps/invoke-without-grant.ts'
import { readOnce } from './steps/read-once.ts'
import { replaceTheKey } from './steps/replace-the-key.ts'
import { searchForTheKeys } from './steps/search-for-the-keys.ts'
import { showTheAudit } from './steps/show-the-audit.ts'
import { storeTheKey } from './steps/store-the-key.ts'

const steps: Step[] = [
  storeTheKey,
  invokeWithoutGrant,
  grant,
  callOverItsUrl,
  readOnce,
  askForAnothersSecret,
  replaceTheKey,
  forecastOnSchedule,
  bringChangesToTheCrm,
  showTheAudit,
  searchForTheKeys,
]

// The SDK says on Node 20 that later versions of it will not run there; this one does.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

const interrupted = new Promise<'interrupted'>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('interrupted'))
})
const folder = await realpath(await mkdtemp(join(tmpdir(), 'sallyport-demo-')))
const tell = narrator((text) => process.stdout.write(text))
const payments = await startPaymentApi({ delayMs: 20 })
const weather = await startWeatherApi()
const crm = await startCrmApi()
const opened: (() => Promise<void>)[] = [payments.stop, weather.stop, crm.stop, () => rm(folder, { recursive: true, force: true })]
let hasHeld = false
try {
  if ((await Promise.race([wholePath(), interrupted])) === 'interrupted' && !hasHeld) process.exitCode = 130
} catch (error) {
  process.exitCode = 1
  console.error(error instanceof DoesNotHold ? `\n${error.message}` : error)
}
for (const close of opened) await close()
process.exit() // a step that was interrupted may still be calling

async function wholePath(): Promise<void> {
  const startedAt = performance.now()
  tell.step('AWS on loopback starts in a fresh folder (sallyport local start)')
  await freshProject(join(folder, 'project'))
  const project = await commandPlace()
  const serverStart = performance.now()
  const aws = await startLoopback(join(folder, 'aws'), project)
  opened.unshift(() => aws.stop())
  tell.say(
    `${aws.endpoint}, account ${aws.accountId}, region ${aws.region}, everything in ${folder}; it took ${(performance.now() - serverStart).toFixed(0)} ms`,
  )
  tell.say(`a payment API listens at ${payments.url}: it checks the key of every call and refuses any other`)
  tell.say(`and so do a weather API at ${weather.url} and a CRM at ${crm.url}`)
  const clients = awsClients(aws)
  opened.unshift(async () => clients.close())
  const scene: Scene = { ...tell, folder, project, payments, weather, crm, aws, clients, keys: [], heard: [], url: '' }
  for (const step of steps) {
    tell.step(step.title)
    await step.run(scene)
  }
  process.stdout.write(`\nAll of it held. It took ${((performance.now() - startedAt) / 1000).toFixed(0)} s.\n`)
  hasHeld = true
  if (isAtTerminal()) {
    process.stdout.write(howToReach(scene))
    await interrupted
  }
}

function isAtTerminal(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true
}

/** A place for commands with nothing of the user's own in it: no AWS profile, no other data folder, temporary files inside the folder. */
async function commandPlace(): Promise<CommandPlace> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && !name.startsWith('SALLYPORT_'))
  for (const name of ['temporary', 'configuration']) await mkdir(join(folder, name))
  return {
    cwd: join(folder, 'project'),
    env: {
      ...Object.fromEntries(inherited),
      TMPDIR: join(folder, 'temporary'),
      XDG_CONFIG_HOME: join(folder, 'configuration'),
      SALLYPORT_LOCAL: join(folder, 'aws'),
      SALLYPORT_STAGE: 'dev',
      PAYMENTS_URL: payments.url,
      WEATHER_URL: weather.url,
      CRM_URL: crm.url,
    },
    printed: [],
  }
}
