import type { Generator, WriteRequest, Written } from '../../core/answer/generator/generator.ts'

/** What a scripted model is told, and says. */
export type Script = (request: WriteRequest & { prompt: string }) => string | Promise<string>

/** A generator that says what a test has it say, a few characters at a time, whatever grammar it is given. */
export function scriptedGenerator(script: Script, contextTokens = 8_192): Generator & { prompts: string[] } {
  const prompts: string[] = []
  return {
    prompts,
    model: { name: 'scripted', sha256: 'cd'.repeat(32), contextTokens, device: 'script' },
    adapter: null,
    count: (texts) => Promise.resolve(texts.map((text) => Math.ceil(text.length / 4))),
    async write(request): Promise<Written> {
      const prompt = request.messages.map(({ from, text }) => `${from}: ${text}`).join('\n')
      prompts.push(prompt)
      request.onRendered?.({ prompt, tokens: Math.ceil(prompt.length / 4) })
      const said = await script({ ...request, prompt })
      let text = ''
      for (const piece of said.match(/[^]{1,7}/gu) ?? []) {
        if (request.signal.aborted) break
        text += piece
        request.onText?.(piece)
        await Promise.resolve()
      }
      const isStopped = request.signal.aborted
      return {
        text,
        end: isStopped ? 'stopped' : 'whole',
        promptTokens: prompt.length,
        tokens: text.length,
        firstTextMs: 1,
        totalMs: 2,
      }
    },
    close: () => Promise.resolve(),
  }
}
