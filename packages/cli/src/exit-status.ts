import type { TaskErrorCode } from '@sallyport/tasks'

/** Exit statuses: the same for every command, so that a script can tell them apart. */
export const statusByCode: Readonly<Record<TaskErrorCode, number>> = {
  WRONG_USE: 2,
  BAD_VALUE: 2,
  NOT_CONFIRMED: 2,
  MANAGED_BY_SERVICE: 2,
  CREDENTIALS: 3,
  DENIED: 3,
  NOT_FOUND: 4,
  THROTTLED: 5,
  UNREACHABLE: 5,
  PENDING_DELETION: 1,
  CONFLICT: 1,
  NOT_STORED: 1,
  NOT_WRITTEN: 1,
  REACH_OPEN: 1,
  BUILD_FAILED: 1,
  DEPLOY_FAILED: 1,
  ALREADY_RUNNING: 1,
  NOT_STARTED: 1,
  AWS_REFUSED: 1,
}

/** A command that Ctrl-C ended: 128 and the signal's number, as shells have it. */
export const interruptedStatus = 130

export const statusHelp = `Exit status: 0 done · 1 found problems, or failed · 2 wrong use · 3 denied · 4 not found · 5 could not reach`
