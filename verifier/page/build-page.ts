import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/**
 * The checking page as one file: style and script inside, nothing to fetch, and a policy that would not let it. Made from
 * the same modules as the command.
 */
export async function buildPage(): Promise<string> {
  const script = await bundleScript()
  const style = readFileSync(here('style.css'), 'utf8')
  const policy = [
    `default-src 'none'`,
    `script-src '${sourceHash(script)}'`,
    `style-src '${sourceHash(style)}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')
  const parts = {
    '<!-- policy -->': `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    '<!-- style -->': `<style>${style}</style>`,
    '<!-- script -->': `<script type="module">${script}</script>`,
  }
  return Object.entries(parts).reduce(
    // As a function, since `$` in a replacement text has a meaning.
    (html, [mark, part]) => html.replace(mark, () => part),
    readFileSync(here('index.html'), 'utf8'),
  )
}

async function bundleScript(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    root: here('.'),
    build: {
      write: false,
      target: 'es2024',
      modulePreload: false,
      rolldownOptions: { input: here('main.ts'), output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput
  const [chunk] = built.output
  // Nothing in it may end the element that it stands in.
  return chunk.code.replaceAll('</script', String.raw`<\/script`)
}

function sourceHash(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , target = here('../../dist/verifier/verify.html')] = process.argv
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, await buildPage())
  process.stdout.write(`${target}\n`)
}
