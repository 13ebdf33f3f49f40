import type { Embedded } from './embedded.ts'

const NAMESPACES = [
  ['dc', 'http://purl.org/dc/elements/1.1/'],
  ['Iptc4xmpExt', 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/'],
] as const

/** By this name our own packets are known again: they may be replaced, another program's may not. */
const TOOLKIT = 'Stockroom'

/** Writes an XMP packet (ISO 16684-1) with the words that a picture carries. */
export function xmpPacket({
  title,
  description,
  keywords,
  source,
  prompt,
  creator,
  rights,
}: Embedded): string {
  const properties = [
    alternative('dc:title', title),
    alternative('dc:description', description),
    list('dc:subject', 'Bag', keywords),
    creator && list('dc:creator', 'Seq', [creator]),
    rights && alternative('dc:rights', rights),
    source && simple('Iptc4xmpExt:DigitalSourceType', source),
    prompt && simple('Iptc4xmpExt:AIPromptInformation', prompt),
  ]
  const spaces = NAMESPACES.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('')
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="${TOOLKIT}">`,
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    `<rdf:Description rdf:about=""${spaces}>`,
    ...properties.filter(Boolean),
    '</rdf:Description>',
    '</rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="w"?>',
  ].join('\n')
}

/** Tells whether a packet was written by {@link xmpPacket}. */
export function isOwnPacket(packet: string): boolean {
  return packet.includes(`x:xmptk="${TOOLKIT}"`)
}

/** Reads a packet of ours back; of another program's it would miss what is written in other ways. */
export function readOwnPacket(packet: string): Embedded {
  const items = (name: string): string[] => {
    const block = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(packet)?.[1] ?? ''
    return [...block.matchAll(/<rdf:li[^>]*>([\s\S]*?)<\/rdf:li>/g)].map(([, text = '']) => unescaped(text))
  }
  const text = (name: string) =>
    unescaped(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(packet)?.[1] ?? '')
  return {
    title: items('dc:title')[0] ?? '',
    description: items('dc:description')[0] ?? '',
    keywords: items('dc:subject'),
    source: text('Iptc4xmpExt:DigitalSourceType'),
    prompt: text('Iptc4xmpExt:AIPromptInformation'),
    creator: items('dc:creator')[0] ?? '',
    rights: items('dc:rights')[0] ?? '',
  }
}

function alternative(name: string, text: string): string {
  return `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt></${name}>`
}

function list(name: string, kind: 'Bag' | 'Seq', items: readonly string[]): string {
  const written = items.map((item) => `<rdf:li>${escaped(item)}</rdf:li>`).join('')
  return `<${name}><rdf:${kind}>${written}</rdf:${kind}></${name}>`
}

function simple(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
}

function unescaped(text: string): string {
  const signs = Object.entries(ENTITIES).map(([sign, entity]): [string, string] => [entity, sign])
  const table = new Map(signs)
  return text.replace(/&(?:amp|lt|gt|quot);/g, (entity) => table.get(entity) ?? entity)
}
