import { threadMarkdown } from '../../answer/export/thread-markdown.ts'
import type { answerMethods } from '../../contract/workspace/answers.ts'
import { saveWhole } from '../../export/output-file.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { Call } from '../serve.ts'
import type { Tools } from '../tools.ts'

export function answerHandlers(tools: Tools): HandlersOf<typeof answerMethods, Call> {
  return {
    'answers.model': (_input, { access }) => ({
      model: tools.generator.chosen(access.reader),
      hasAdapter: access.reader.adapters.chosen() !== null,
    }),

    'instructions.get': (_input, { access }) => {
      access.write((writer) =>
        writer.record({ type: 'instructions.read', outcome: 'done', about: {}, sealed: {} }),
      )
      return access.reader.answerSettings.get()
    },

    'instructions.set': (settings, { access }) => {
      access.write((writer) => writer.answerSettings.set(settings))
      return {}
    },

    'prompts.list': (_input, { access }) => {
      const prompts = access.reader.savedPrompts.list()
      access.write((writer) =>
        writer.record({
          type: 'prompts.listed',
          outcome: 'done',
          about: {},
          sealed: { count: prompts.length },
        }),
      )
      return { prompts }
    },

    'prompts.save': ({ id, ...prompt }, { access }) => ({
      id: access.write((writer) => writer.savedPrompts.save(id, prompt)),
    }),

    'prompts.delete': ({ id }, { access }) => {
      access.write((writer) => writer.savedPrompts.delete(id))
      return {}
    },

    'threads.export': async ({ thread, target, format }, { access, scope }) => {
      const path = tools.targets.take(target)
      const { title, turns } = access.reader.threads.open(thread)
      // Before a byte of it leaves the workspace's file (A1).
      access.write((writer) =>
        writer.record({
          type: 'thread.exported',
          outcome: 'done',
          about: {
            thread,
            answers: turns.filter(({ reply }) => reply.kind !== 'hidden').map(({ answer }) => answer),
            format,
          },
          sealed: {},
        }),
      )
      const exported = { title, client: scope.about.name, exportedMs: scope.log.latestMs, turns }
      const bytes =
        format === 'markdown'
          ? new TextEncoder().encode(threadMarkdown(exported))
          : // Loaded here: no other call needs what writes DOCX.
            await (await import('../../answer/export/thread-docx.ts')).threadDocx(exported)
      return { turns: turns.length, bytes: saveWhole(path, bytes) }
    },
  }
}
