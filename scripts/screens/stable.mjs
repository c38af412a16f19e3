// @ts-check
// What differs from run to run, made the same: the screens of one state of the code are one text.

/** @type {[RegExp, string][]} */
const volatile = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '6f1c2d3e-4a5b-4c6d-8e7f-0a1b2c3d4e5f'],
  [/\b(version|to) [0-9a-f]{8}\b/g, '$1 6f1c2d3e'],
  [/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '2026-11-24T09:00:00.000Z'],
  [/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '2026-11-24T09:00:00Z'],
  [/\b20[2-9]\d-\d\d-\d\d\b/g, '2026-11-24'],
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:4566'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, 'AKIAIOSFODNN7EXAMPLE'],
  // Some need quotes in a shell, others do not.
  [/(SECRET_ACCESS_KEY=)'?[\w+/=]{30,}'?/g, '$1wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  [/(secretAccessKey\W+)[\w+/=]{30,}/g, '$1wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  [/(secret:[\w/+=.@-]+?)-[A-Za-z0-9]{6}\b/g, '$1-AbCdEf'],
  [/\bprocess \d+/g, 'process 4242'],
  [/((?:Init )?Duration|Billed Duration): \d+(?:\.\d+)? ms/g, '$1: 10 ms'],
  [/Max Memory Used: \d+ MB/g, 'Max Memory Used: 64 MB'],
  [/\b(?<node>Node(?:\.js)? v?)\d+\.\d+\.\d+/g, '$<node>24.0.0'],
]

/** `screen` without what is of this run alone. @param {string} screen @param {string} folder the project's */
export function stable(screen, folder) {
  return volatile.reduce((text, [pattern, same]) => text.replace(pattern, same), screen.replaceAll(folder, '/home/you/shop'))
}
