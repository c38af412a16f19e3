import { text } from 'sallyport'
import { firstValue } from './reader.ts'

const secret = text('bench/key')
secret.get().then(
  (value) => firstValue(value.reveal()),
  (error) => {
    throw error
  },
)
