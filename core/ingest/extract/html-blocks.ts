import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { Block } from '../compose-page.ts'
import { BlockWriter } from './block-writer.ts'
import { isLayoutTable, tableRows } from './html-table.ts'

const dropped = new Set(
  'script style template noscript iframe object embed svg canvas audio video select datalist head'.split(' '),
)
const broken = new Set(
  (
    'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form ' +
    'header hgroup hr html legend main nav p section summary table tbody thead tfoot tr td th caption li'
  ).split(' '),
)

/** The readable text of a parsed page or piece of a page, block by block, and the title it gives itself. */
export function htmlBlocks(root: Tree.ParentNode): { title: string | null; blocks: Block[] } {
  const writer = new BlockWriter()
  walkChildren(root, { writer, listDepth: 0, verbatim: false })
  writer.end()
  return { title: titleOf(root), blocks: writer.blocks }
}

interface Place {
  writer: BlockWriter
  listDepth: number
  verbatim: boolean
}

function walkChildren(parent: Tree.ParentNode, place: Place): void {
  for (const child of parent.childNodes) walk(child, place)
}

function walk(node: Tree.ChildNode, place: Place): void {
  const { writer } = place
  if (isText(node)) {
    if (place.verbatim) writer.verbatim(node.value)
    else writer.text(node.value)
    return
  }
  if (!isElement(node) || dropped.has(node.tagName) || isHidden(node)) return
  const breakHere = () => (place.listDepth > 0 ? writer.line() : writer.end())
  switch (node.tagName) {
    case 'br':
      writer.line()
      return
    case 'ul':
    case 'ol':
      breakHere()
      walkList(node, { ...place, listDepth: place.listDepth + 1 })
      breakHere()
      return
    case 'pre':
      breakHere()
      walkChildren(node, { ...place, verbatim: true })
      breakHere()
      return
    case 'table':
      breakHere()
      if (isLayoutTable(node)) walkChildren(node, place)
      else for (const row of tableRows(node, cellText)) writeLine(writer, row)
      breakHere()
      return
    default:
  }
  if (/^h[1-6]$/u.test(node.tagName)) {
    writer.end()
    walkChildren(node, { writer, listDepth: 1, verbatim: false })
    writer.end(Number(node.tagName[1]))
  } else if (broken.has(node.tagName)) {
    breakHere()
    walkChildren(node, place)
    breakHere()
  } else {
    walkChildren(node, place)
  }
}

function walkList(list: Tree.Element, place: Place): void {
  let number = 1
  for (const child of list.childNodes) {
    if (!isElement(child) || child.tagName !== 'li') {
      walk(child, place)
    } else if (!isHidden(child)) {
      const mark = list.tagName === 'ol' ? `${number++}. ` : '- '
      place.writer.line('  '.repeat(Math.min(place.listDepth - 1, 8)) + mark)
      walkChildren(child, place)
    }
  }
}

/** A cell on one line, whatever it holds. */
function cellText(cell: Tree.Element): string {
  if (isHidden(cell)) return ''
  const writer = new BlockWriter()
  walkChildren(cell, { writer, listDepth: 0, verbatim: false })
  writer.end()
  return writer.blocks.map((block) => block.text.replace(/\s+/gu, ' ').trim()).join(' ')
}

function writeLine(writer: BlockWriter, text: string): void {
  writer.line()
  writer.text(text)
}

/** What the page itself hides from its reader must not reach a search or a prompt either. */
function isHidden(element: Tree.Element): boolean {
  return element.attrs.some(
    ({ name, value }) =>
      (name === 'hidden' && value !== 'until-found') ||
      (name === 'style' && /(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu.test(value)),
  )
}

function titleOf(root: Tree.ParentNode): string | null {
  const html = root.childNodes.find((node) => isElement(node) && node.tagName === 'html')
  const head = html && childOf(html, 'head')
  const title = head && childOf(head, 'title')
  return title?.childNodes.map((node) => (isText(node) ? node.value : '')).join('') ?? null
}

function childOf(parent: Tree.Node, tagName: string): Tree.Element | undefined {
  if (!('childNodes' in parent)) return undefined
  return parent.childNodes.filter(isElement).find((child) => child.tagName === tagName)
}

function isText(node: Tree.Node): node is Tree.TextNode {
  return node.nodeName === '#text'
}

function isElement(node: Tree.Node): node is Tree.Element {
  return 'tagName' in node
}
