import type { InstructionSign } from '../../contract/workspace/threads.ts'

/**
 * Signs in the order of their weight. They decide nothing but a mark that a person sees: a passage that has one is used
 * like any other, and one that has none is trusted no more.
 */
const signs: readonly (readonly [InstructionSign, RegExp])[] = [
  [
    'overrides',
    /\b(ignore|disregard|forget|override|bypass|skip|drop|abandon|neglect|overlook)\b[^.\n]{0,60}\b(instruction|prompt|direction|rule|guideline|command|above|before|previous|prior|earlier|preceding|everything|context|polic)/iu,
  ],
  [
    'overrides',
    /\b(new|updated|real|actual|following|these)\s+(instructions?|task|orders?|system prompt)\s*(are|is|:)/iu,
  ],
  ['overrides', /(पिछले|पहले के|ऊपर के)\s+(सभी\s+)?(निर्देश|आदेश)/u],
  [
    'role-mark',
    /<\|?\/?(im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id)\b|\[\/?(INST|SYS)\]|<<\/?SYS>>|^\s*#{2,}\s*(system|instruction|assistant|response)\b|^\s*(system|assistant|human|user)\s*:/imu,
  ],
  [
    'speaks-to-model',
    /\b(you are|you're|act as|acting as|pretend|roleplay|role-play|imagine you|from now on|as an?)\b[^.\n]{0,40}\b(AI|A\.I\.|assistant|chat ?bot|language model|LLM|GPT|chatgpt|DAN|jailbr\w+|unrestricted|developer mode|hacker|evil)\b/iu,
  ],
  [
    'speaks-to-model',
    /\b(system prompt|your (initial |original )?(prompt|instructions|programming|guidelines|training))\b/iu,
  ],
  [
    'speaks-to-model',
    /\b(do anything now|developer mode|jailbreak|no (ethical|moral) (restrictions|guidelines|limits))\b/iu,
  ],
  [
    'speaks-to-model',
    /\b(begin|start|end|finish|prefix|preface|append)\b[^.\n]{0,30}\b(your|the|every|each|all)\b[^.\n]{0,20}\b(response|reply|repl(?:y|ies)|answer|output|message)s?\b/iu,
  ],
  [
    'speaks-to-model',
    /\b(respond|reply|answer|say|output|print|repeat|write)\b[^.\n]{0,25}\b(only|exactly|with the (word|phrase|text|following)|nothing (else|but)|the (phrase|words?))\b/iu,
  ],
  [
    'hides',
    /\b(do not|don't|never|without)\b[^.\n]{0,30}\b(tell|mention|reveal|inform|disclos\w+|warn\w*|let)\b[^.\n]{0,30}\b(user|anyone|anybody|reader|human|them|person|this)/iu,
  ],
  ['sends-out', /!\[[^\]]*\]\(\s*https?:|<img\b[^>]*\bsrc\s*=\s*["']?https?:|<(iframe|script)\b/iu],
  [
    'sends-out',
    /\b(send|forward|e-?mail|post|upload|submit|transmit|exfiltrate)\b[^.\n]{0,60}\b(to|at)\b[^.\n]{0,30}(https?:|\S+@\S+\.\S+|\bserver\b|\bendpoint\b)/iu,
  ],
  [
    'sends-out',
    /\b(call|use|invoke|run|execute|open)\b[^.\n]{0,20}\b(tool|function|plugin|command|workspace|shell|terminal)\b/iu,
  ],
]

/** A line that begins as an order to whoever writes, and a passage that is nothing but one, is a task and no record. */
const orders =
  /^\s*(please\s+|kindly\s+|now\s+|then\s+|also\s+|can you\s+|could you\s+|i want you to\s+|you must\s+|you should\s+|your task is to\s+)?(translate|summari[sz]e|write|compose|generate|create|explain|describe|list|tell me|give me|show me|provide|suggest|recommend|compare|calculate|classify|convert|rewrite|paraphrase|design|develop|implement|identify|analy[sz]e|discuss|decode|encode|reveal|repeat|simulate|pretend|imagine|produce|draft|craft)\b[^.\n]{8,}/imu

/** What in a text reads like instructions to a model; empty for most. */
export function instructionSigns(text: string): InstructionSign[] {
  const plain = text.normalize('NFKC').replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
  const found = new Set(signs.flatMap(([sign, pattern]) => (pattern.test(plain) ? [sign] : [])))
  if (orders.test(plain)) found.add('asks-for-task')
  return [...found]
}
