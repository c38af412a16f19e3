/** Calls the shop's API and gives what it answers. */
export async function callShopApi(path: string, headers: Record<string, string>): Promise<unknown> {
  const answer = await fetch(`${process.env['SHOP_API_URL']}${path}`, { method: 'POST', headers, redirect: 'error' })
  if (!answer.ok) throw new Error(`the shop's API answered ${answer.status} for ${path}`)
  return answer.json()
}
