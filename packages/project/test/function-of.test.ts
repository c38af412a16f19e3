import { join } from 'node:path'
import { expect, test } from 'vitest'
import { functionOf } from '../src/configuration/function-of.ts'
import { loadProject } from '../src/configuration/load-project.ts'
import { inFolder } from './project-folder.ts'

const files = {
  'sallyport.config.ts': `export default { stage: 'test', functions: { checkout: { entry: 'src/checkout.ts', role: 'shop' } } }`,
  'src/checkout.ts': '',
  'src/refund.ts': '',
  'src/nightly report/index.ts': '',
}

test('finds a function by its name', () =>
  inFolder(files, async (root) => {
    expect(functionOf(await loadProject(root), 'checkout')).toMatchObject({ name: 'checkout', role: 'shop' })
  }))

test('finds a configured function by the path of its entry', () =>
  inFolder(files, async (root) => {
    expect(functionOf(await loadProject(root), 'src/checkout.ts')).toMatchObject({ name: 'checkout', role: 'shop' })
    expect(functionOf(await loadProject(join(root, 'src')), 'checkout.ts')).toMatchObject({ name: 'checkout' })
  }))

test('names a function that is not configured after its file, or the folder where the file says nothing', () =>
  inFolder(files, async (root) => {
    const project = await loadProject(root)
    expect(functionOf(project, 'src/refund.ts')).toMatchObject({ name: 'refund', role: 'refund-role', handler: 'handler', stage: 'test' })
    expect(functionOf(project, join(root, 'src/nightly report/index.ts'))).toMatchObject({
      name: 'nightly-report',
      role: 'nightly-report-role',
    })
  }))

test('suggests the name that was meant', () =>
  inFolder(files, async (root) => {
    const project = await loadProject(root)
    expect(() => functionOf(project, 'chekout')).toThrow(
      'function "chekout" is not in the configuration, nor a file: did you mean "checkout"?',
    )
    expect(() => functionOf(project, 'elsewhere')).toThrow('known are "checkout"')
  }))

test('says how to name a function where there is no configuration', () =>
  inFolder({}, async (root) => {
    const project = await loadProject(root)
    expect(() => functionOf(project, 'checkout')).toThrow('give the path of its entry file, or name it in sallyport.config.ts')
  }))
