// Runs the snippets of docs/local-tests.md, each by the command that stands beside it, where its tool is installed. What is not run is said.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { lacks } from './platform.ts'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs', 'local-tests.md'), 'utf8')
const bin = join(root, 'packages', 'sallyport', 'bin', 'sallyport.mjs')

/** A command that answers tells that the tool is there. */
const tools = {
  vitest: () => true,
  jest: () => answers('jest', '--version'),
  pytest: () => answers('python3', '-c', 'import boto3, pytest'),
  'go with the AWS SDK for Go': () => existsSync(join(goModules(), 'github.com/aws/aws-sdk-go-v2/service/secretsmanager')),
  'the JDK': () => answers('javac', '--version'),
  'maven with the AWS SDK for Java': () =>
    answers('mvn', '--version') && existsSync(join(homedir(), '.m2/repository/software/amazon/awssdk/secretsmanager')),
} as const satisfies Record<string, () => boolean>

const hasNoShell = lacks('a POSIX shell')

function tried(tool: keyof typeof tools, name: string, body: () => void): void {
  const isThere = tools[tool]()
  // a test that is skipped says nothing by itself
  if (!isThere) process.stderr.write(`docs/local-tests.md: NOT RUN, since ${tool} is not installed: ${name}\n`)
  test.skipIf(hasNoShell || !isThere)(name, body, 120_000)
}

describe('the page about local tests', () => {
  tried('vitest', 'has a vitest file that passes by its command', () => {
    const { run } = projectOf('stripe.test.ts')
    expect(run('npx vitest run')).toMatch(/Tests\s+2 passed/)
  })

  tried('vitest', 'has a vitest file that starts the server itself, and passes', () => {
    const { project } = projectOf('own.test.ts')
    expect(output('vitest', ['run'], project)).toMatch(/Tests\s+1 passed/)
  })

  tried('jest', 'has a jest file that passes by its command', () => {
    const { run } = projectOf('stripe.test.js')
    expect(run('npx jest')).toMatch(/Tests:\s+2 passed/)
  })

  tried('pytest', 'has a pytest file that passes by its command', () => {
    const { run } = projectOf('test_stripe.py')
    expect(run('python3 -m pytest')).toContain('2 passed')
  })

  tried('go with the AWS SDK for Go', 'has a Go file that passes by its command', () => {
    const { project, run } = projectOf('stripe_test.go')
    output('go', ['mod', 'init', 'example.com/secrets'], project)
    output('go', ['mod', 'tidy'], project)
    expect(run('go test ./...')).toMatch(/^ok/m)
  })

  tried('the JDK', 'has a Java class that makes an account', () => {
    const { project, run } = projectOf('FreshAccount.java')
    const main =
      'class Main { public static void main(String[] a) throws Exception { System.out.println(FreshAccount.make().accessKeyId()); } }'
    writeFileSync(join(project, 'Main.java'), main)
    output('javac', ['FreshAccount.java', 'Main.java'], project)
    expect(run('java Main', { isBeside: false })).toMatch(/^AKIA[A-Z2-7]{16}$/m)
  })

  tried('maven with the AWS SDK for Java', 'has a JUnit file that passes by its command', () => {
    const { run } = projectOf('FreshAccount.java', 'StripeTest.java', 'pom.xml')
    expect(run('mvn test')).toContain('Tests run: 2, Failures: 0, Errors: 0')
  })
})

/** A project of snippets and the seed; `run` types the command that the page has for them. */
function projectOf(...files: string[]) {
  const project = mkdtempSync(join(tmpdir(), 'sallyport-local-tests-'))
  onTestFinished(() => rmSync(project, { recursive: true, force: true }))
  writeFileSync(join(project, 'package.json'), '{}')
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction')
  for (const file of ['seed.json', ...files]) writeFileSync(join(project, file), file === 'pom.xml' ? pom : snippet(file))
  // without npx, which would download what it does not find
  const run = (command: string, { isBeside = true } = {}) => {
    if (isBeside) expect(page).toContain(`\`npx sallyport local exec --seed seed.json -- ${command}\``)
    return output(
      process.execPath,
      [bin, 'local', 'exec', '--seed', 'seed.json', '--', ...command.split(' ').filter((word) => word !== 'npx')],
      project,
    )
  }
  return { project, run }
}

/** The snippet that the page calls `file`. */
function snippet(file: string): string {
  const [, text] =
    new RegExp(`\`${file.replaceAll('.', '\\.')}\`[^\`]*(?:\`npx[^\`]*\`)?[^\`]*\`\`\`[a-z]+\n([^]+?)\`\`\``).exec(page) ?? []
  if (text === undefined) throw new Error(`docs/local-tests.md has no ${file}`)
  return text
}

/** What a command prints, of both kinds. @throws what it printed, when it fails */
function output(command: string, args: readonly string[], cwd: string): string {
  const path = `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`
  const own = { ...process.env, PATH: path, CI: '1', NO_COLOR: '1', GOPROXY: `file://${goModules()}`, GOSUMDB: 'off' }
  try {
    return execFileSync('sh', ['-c', '"$0" "$@" 2>&1', command, ...args], { cwd, env: own, encoding: 'utf8' })
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')} failed: ${Object(error).stdout}`)
  }
}

function answers(command: string, ...args: string[]): boolean {
  return answerOf(command, ...args) !== undefined
}

/** What the tool prints; `undefined` when it is not there. */
function answerOf(command: string, ...args: string[]): string | undefined {
  try {
    return execFileSync(command, args, { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' })
  } catch {
    return undefined
  }
}

/** What Go has downloaded before, laid out as a module proxy. Source: Go Modules Reference, "Module cache". */
function goModules(): string {
  return join(answerOf('go', 'env', 'GOMODCACHE')?.trim() ?? '/nowhere', 'cache/download')
}

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>secrets</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <project.build.testSourceDirectory>\${project.basedir}</project.build.testSourceDirectory>
  </properties>
  <dependencies>
    <dependency><groupId>software.amazon.awssdk</groupId><artifactId>secretsmanager</artifactId><version>[2.28,3)</version></dependency>
    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>[5,6)</version><scope>test</scope></dependency>
  </dependencies>
  <build><testSourceDirectory>\${project.basedir}</testSourceDirectory></build>
</project>
`
