import type { EventEmitter } from 'node:events'
import { GroupWitness } from './group-witness.ts'

const everywhere = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** These end a process as well, unless it says what they mean to it (signal(7)); Windows has none of them. */
const ofUnix = ['SIGQUIT', 'SIGALRM', 'SIGUSR1', 'SIGUSR2'] as const

export type ForwardedSignal = (typeof everywhere)[number] | (typeof ofUnix)[number]

const signals: readonly ForwardedSignal[] = process.platform === 'win32' ? everywhere : [...everywhere, ...ofUnix]

/** Whom this process's signals are passed on to while a command runs, since it may not end before the command does. */
export interface SignalForwarding {
  /** The first that came before there was anybody to pass it on to. */
  readonly early: ForwardedSignal | undefined
  to(receive: (signal: ForwardedSignal) => void): void
  end(): void
}

/**
 * Catches the signals that end a process, and passes each on once.
 * What the whole group is sent, such as Ctrl-C and Ctrl-\ of a terminal, reaches the command by itself: passed on, it would come twice.
 */
export function forwardSignals(
  source: Pick<EventEmitter, 'on' | 'off'> = process,
  group: Pick<GroupWitness, 'isOfGroup' | 'end'> = new GroupWitness(signals),
): SignalForwarding {
  let early: ForwardedSignal | undefined
  let receive: ((signal: ForwardedSignal) => void) | undefined
  const caught = (signal: NodeJS.Signals) => {
    const known = signals.find((each) => each === signal)
    if (known === undefined) return
    if (receive === undefined) early ??= known
    else
      group.isOfGroup(known, (isOfGroup) => {
        if (!isOfGroup) receive?.(known)
      })
  }
  for (const signal of signals) source.on(signal, caught)
  return {
    get early() {
      return early
    },
    to: (receiver) => {
      receive = receiver
    },
    end: () => {
      for (const signal of signals) source.off(signal, caught)
      group.end()
    },
  }
}
