import { expect, test } from 'vitest'
import { nameProblem } from './place-name.ts'

test('takes what AWS takes, with {stage} left in', () => {
  for (const name of ['{stage}/stripe', 'a', 'a+b=c@d.e-f_g!h', '/leading/slash', 'x'.repeat(512)])
    expect(nameProblem(name, 'secretsmanager'), name).toBeUndefined()
  for (const name of ['/{stage}/stripe', 'key', '/key', '/a.b/c-d_e', '/a'.repeat(15), '/x/aws', '/{stage}/ssm'])
    expect(nameProblem(name, 'ssm'), name).toBeUndefined()
})

test('says what a secret has to be called', () => {
  for (const name of ['', 'no name', 'a:b', 'ä', '{id}/x', 'x'.repeat(513)])
    expect(nameProblem(name, 'secretsmanager'), name).toContain('letters, digits and /_+=.@!-')
})

test('says what a parameter has to be called', () => {
  const wrong = ['', 'a/b', '//a', '/a//b', '/a/', 'a+b', '/a'.repeat(16), `/${'x'.repeat(1011)}`, 'aws-key', '/AWS/key', '/ssm', '{id}']
  for (const name of wrong) expect(nameProblem(name, 'ssm'), name).toContain('a "/" first')
})

test('asks for more than a beginning', () => {
  expect(nameProblem('{stage}/', 'secretsmanager')).toContain('behind the last "/"')
})
