// Tells the team that an order came in.
exports.handler = async (event) => {
  const answer = await fetch(`${process.env.SHOP_API_URL}/messages`, {
    method: 'POST',
    redirect: 'error',
    headers: { 'x-chat-token': process.env.CHAT_TOKEN },
    body: JSON.stringify({ text: `order ${event.order}` }),
  })
  if (!answer.ok) throw new Error(`the chat answered ${answer.status}`)
  return answer.json()
}
