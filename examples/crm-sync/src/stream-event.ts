/**
 * The part of a DynamoDB stream's event that this function reads.
 * Source: DynamoDB Streams API Reference, "Record" and "StreamRecord"; DynamoDB API Reference, "AttributeValue".
 */
export interface StreamEvent {
  Records: StreamRecord[]
}

export interface StreamRecord {
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  dynamodb: {
    Keys: Attributes
    /** The item after the change; there is none after REMOVE. */
    NewImage?: Attributes
    SequenceNumber: string
  }
}

type Attributes = Record<string, { S?: string }>

/** A contact as the CRM takes it. */
export interface Contact {
  name: string
  email: string
}

/** The id of the contact that changed. */
export function contactIdOf({ dynamodb }: StreamRecord): string {
  return textIn(dynamodb.Keys, 'id')
}

/** The contact after the change, or `undefined` when it was removed. */
export function contactIn({ eventName, dynamodb }: StreamRecord): Contact | undefined {
  if (eventName === 'REMOVE') return undefined
  const image = dynamodb.NewImage ?? {}
  return { name: textIn(image, 'name'), email: textIn(image, 'email') }
}

function textIn(attributes: Attributes, name: string): string {
  const text = attributes[name]?.S
  if (text === undefined) throw new Error(`a contact has no text in its attribute ${name}`)
  return text
}
