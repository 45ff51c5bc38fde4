/** Two things that were sent as one message. */
import type { Check } from '../check'

export const check: Check = {
  id: 'any-shared-message-id',
  title: 'One message ID for two things',
  vendor: null,
  troubled: true,
  severity: 'error',
  certainty: 'documented',
  source:
    'Customer.io Pipelines OpenAPI: messageId is unique to a message. What the server does with another one of the ' +
    'same ID is not established; what knows it already may be left out.',
  advice: 'Give each thing an ID of its own, and send it again under that one only.',
  item: (item) =>
    item.notes.some(({ about }) => about === 'message-id')
      ? `“${item.name}” was sent with the message ID ${JSON.stringify(item.id)}, which something else had before.`
      : null,
}
