import type { Outcome } from '../aws-client/exchange.ts'
import { type Rule, ruleFor } from '../aws-client/rules.ts'

/** What an answer of the extension that brings no value comes to. */
export interface ExtensionRefusal {
  readonly rule: Rule
  readonly cause: NodeJS.ErrnoException
  readonly requestId: string | undefined
}

/** Milliseconds of the pause before the next try: the extension may hear of an invocation a little later than the function. */
const pauseMs = 50

/** In the extension's own words, where AWS has said nothing. */
const rules: readonly Rule[] = [
  [/not ready/, 'AWS_UNREACHABLE', 'the extension answers during an invocation, so read it there or by withSecrets', pauseMs],
  [/^(401|403)/, 'CREDENTIALS_REFUSED', 'the extension takes the AWS_SESSION_TOKEN of the function alone'],
  [/^0 E(CONNREFUSED|NOTFOUND)/, 'AWS_UNREACHABLE', 'add the layer of the AWS Parameters and Secrets Lambda Extension', pauseMs],
  [/^0 ETIMEDOUT/, 'AWS_UNREACHABLE', 'check network and endpoint'],
  [/./, 'AWS_UNREACHABLE', 'see the lines of the extension in the log of the function', pauseMs],
]

/** AWS's own words, as its SDK for Go puts them: "… RequestID: 1-2, api error ResourceNotFoundException: Secrets Manager can't find …". */
const awsError = /(?:api error (\w+)|(\w+(?:Exception|NotFound|Failure)\b))(?:: ([\s\S]*))?/

/**
 * The extension's pages do not say how it tells an error; what is known of it are its log lines and what people report. So AWS's name of
 * it counts where one is found, whatever the status, and nothing is quoted from an answer that may hold a value.
 */
export function extensionRefusal({ status, text, error }: Outcome): ExtensionRefusal {
  const words = status === 200 || error ? '' : text.slice(0, 1_000)
  const [, name, bareName = name, said = ''] = awsError.exec(words) ?? []
  const requestId = /RequestID: ([\w-]+)/.exec(words)?.[1]
  const cause: NodeJS.ErrnoException = error ?? Object.assign(new Error(bareName ? said : words), { name: bareName ?? `HTTP ${status}` })
  const about = `${status} ${cause.code ?? ''} ${words}`
  return { rule: bareName ? ruleFor(400, cause) : (rules.find(([each]) => each.test(about)) as Rule), cause, requestId } // the last fits all
}
