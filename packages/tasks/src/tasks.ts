import { audit } from './audit/audit.ts'
import { grant } from './grant/grant.ts'
import { invoke } from './invoke/invoke.ts'
import { list } from './list/list.ts'
import { put } from './put/put.ts'
import type { Task } from './task.ts'

/** Every task: one folder and one line here. */
export const tasks: readonly Task[] = [put, list, grant, invoke, audit]
