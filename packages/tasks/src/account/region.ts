import { TaskError } from '../task-error.ts'

/** A region becomes a part of a host's name. Source: RFC 1123, "Host Names and Numbers". */
const hostLabel = /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/

/** `region`, checked. An empty one counts as none. @throws TaskError `WRONG_USE` */
export function regionNamed(region: string | undefined): string | undefined {
  if (region === undefined || region === '') return undefined
  if (!hostLabel.test(region))
    throw new TaskError('WRONG_USE', { message: 'the region is not letters, digits and "-": give `region` a name such as eu-west-1' })
  return region
}
