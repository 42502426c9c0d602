import { tellingWords } from '../search/query-text.ts'
import type { Generator, Sampling } from './generator/generator.ts'
import type { EarlierTurn } from './prompt/fit-prompt.ts'
import { questionGrammar } from './prompt/answer-grammar.ts'

/** Turns that a question may lean on, and how much of each answer. */
const mostTurns = 3
const answerLength = 400

const leansBack =
  /^(and|but|so|then|why|what about|how about|और|तो)\b|\b(it|its|they|them|their|that|those|these|this|he|him|his|she|her|same|there|former|latter|one)\b|(^|\s)(यह|वह|इस|उस|इसका|उसका|इसके|उनका|वे)(?=\s|$|\?)/iu
const fewWords = 6

/**
 * A question as it stands on its own, for the search: what a follow-up leaves out comes from the questions before it. A
 * model puts it in words; without one, a short question that leans back has the telling words of the last one added.
 *
 * @param turns readable ones of the same thread, oldest first
 */
export async function standaloneQuestion(
  generator: Generator | null,
  turns: readonly EarlierTurn[],
  question: string,
  { sampling, signal }: { sampling: Sampling; signal: AbortSignal },
): Promise<string> {
  const last = turns.at(-1)
  if (!last) return question
  if (generator === null) return leansOn(question) ? withWordsOf(last.question, question) : question
  const written = await generator.write({
    messages: [
      {
        from: 'system',
        text: 'Rewrite the last question so that it can be understood without the conversation: put names for words like “it” or “they”. Write the question alone, in its own language, in one line. Do not answer it.',
      },
      {
        from: 'user',
        text: [
          ...turns
            .slice(-mostTurns)
            .map(({ question: asked, text }) => `Question: ${asked}\nAnswer: ${text.slice(0, answerLength)}`),
          `Last question: ${question}`,
        ].join('\n\n'),
      },
    ],
    grammar: questionGrammar,
    maxTokens: 96,
    sampling: { ...sampling, temperature: 0 },
    signal,
  })
  const rewritten = written.text.trim()
  return written.end === 'whole' && rewritten !== '' ? rewritten : question
}

/** Whether a question without a model's help is taken for a follow-up. */
function leansOn(question: string): boolean {
  return leansBack.test(question.trim()) && tellingWords(question).length <= fewWords
}

function withWordsOf(before: string, question: string): string {
  const own = new Set(tellingWords(question))
  const added = tellingWords(before).filter((word) => !own.has(word))
  return added.length === 0 ? question : `${question} ${added.join(' ')}`
}
