import { audience, shareThread } from '../../access/share-thread.ts'
import { ask } from '../../answer/ask.ts'
import type { threadMethods } from '../../contract/workspace/threads.ts'
import type { HandlersOf } from '../../process/serve-contract.ts'
import type { Call } from '../serve.ts'
import type { Tools } from '../tools.ts'

export function threadHandlers(tools: Tools): HandlersOf<typeof threadMethods, Call> {
  return {
    ask: async ({ question, thread, mode, instead }, { access, signal, emit }) =>
      await ask({
        access,
        embedder: await tools.models.searchEmbedder(access.reader),
        generator: await tools.generator.get(access.reader),
        reranker: tools.models.reranker(access.reader),
        question,
        thread,
        mode,
        instead,
        settings: access.reader.answerSettings.get(),
        signal,
        onBegan: (began) => emit('answer.began', began),
        onStep: (step) => emit('answer.step', step),
        onCitation: (citation) => emit('answer.citation', { citation }),
        onText: (text) => emit('answer.text', { text }),
      }),

    'threads.list': (_input, { access }) => {
      const threads = access.reader.threads.list()
      access.write((writer) =>
        writer.record({
          type: 'threads.listed',
          outcome: 'done',
          about: {},
          sealed: { count: threads.length },
        }),
      )
      return { threads }
    },

    'threads.open': ({ thread }, { access }) => {
      const opened = access.reader.threads.open(thread)
      const shown = opened.turns.filter(({ reply }) => reply.kind !== 'hidden')
      access.write((writer) =>
        writer.record({
          type: 'thread.opened',
          outcome: 'done',
          about: { thread, answers: shown.map(({ answer }) => answer) },
          sealed: {},
        }),
      )
      return opened
    },

    'threads.rename': ({ thread, title }, { access }) => {
      access.write((writer) => writer.threads.rename(thread, title))
      return {}
    },

    'threads.delete': ({ thread }, { access }) => {
      access.write((writer) => writer.threads.delete(thread))
      return {}
    },

    'threads.audience': (_input, { access, scope }) => {
      access.write((writer) =>
        writer.record({ type: 'people.listed', outcome: 'done', about: {}, sealed: {} }),
      )
      return audience(access.reader, scope.member)
    },

    'threads.share': ({ thread, with: sharing }, { access, scope }) => {
      access.write((writer) => shareThread(writer, scope.member, thread, sharing))
      return {}
    },

    'threads.unshare': ({ thread }, { access }) => {
      access.write((writer) => writer.threads.unshare(thread))
      return {}
    },
  }
}
