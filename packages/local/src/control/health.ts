import { type Control, ControlRefusal } from './control.ts'

/**
 * Open, so that a script can wait for the server without knowing its token. Who knows the token sends a challenge and sees by the proof
 * that it is the server of that token, and not another that has taken its port, before it sends anything that is secret.
 */
export const health: Control = {
  method: 'GET',
  name: 'health',
  isOpen: true,
  run({ query }, { proofOf, startedAt }) {
    const challenges = query.getAll('challenge')
    if (challenges.length === 0) return { status: 'ok' }
    const [challenge = ''] = challenges
    if (challenges.length > 1 || !/^[0-9a-fA-F]{16,128}$/.test(challenge)) {
      throw new ControlRefusal('health takes one challenge of 16 to 128 hexadecimal characters')
    }
    return { status: 'ok', proof: proofOf(challenge), pid: process.pid, startedAt: startedAt.toISOString() }
  },
}
