import type { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'

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
 * Catches the signals that end a process.
 * Ctrl-C and Ctrl-\ reach every process of the terminal's foreground group by themselves: passed on, they would reach the command twice.
 */
export function forwardSignals(
  source: Pick<EventEmitter, 'on' | 'off'> = process,
  isInForeground: () => boolean = isInForegroundOfTerminal,
): SignalForwarding {
  let early: ForwardedSignal | undefined
  let receive: ((signal: ForwardedSignal) => void) | undefined
  const caught = (signal: NodeJS.Signals) => {
    const known = signals.find((each) => each === signal)
    if (known === undefined) return
    if (receive === undefined) early ??= known
    else if (!(isOfKeyboard(known) && isInForeground())) receive(known)
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
    },
  }
}

function isOfKeyboard(signal: ForwardedSignal): boolean {
  return signal === 'SIGINT' || signal === 'SIGQUIT'
}

/** Whether this process is of the group that a terminal's keyboard signals go to. Source: proc_pid_stat(5), pgrp and tpgid. */
function isInForegroundOfTerminal(): boolean {
  if (process.platform !== 'linux') return process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  const [, , group, , , foregroundGroup] = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return foregroundGroup !== '-1' && group === foregroundGroup
}
