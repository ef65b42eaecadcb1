/** Phrases behind which a final answer stands, strongest first. All are lower case. */
const ANCHORS: readonly string[] = [
  'final answer is',
  'final answer:',
  'final answer',
  '最终答案是',
  '最终答案为',
  '最终答案',
  'the correct answer is',
  'correct option is',
  'correct choice is',
  'answer is',
  'answer:',
  'answer are',
  'answer would be',
  'answers are',
  'answer =',
  '答案是',
  '答案为',
  '答案：',
  '答案:',
  '答案',
  'la respuesta es',
  'respuesta:',
  'la respuesta final es',
  'la réponse est',
  'réponse :',
  'réponse:',
  'la réponse finale est',
  'die antwort ist',
  'antwort:',
  'die lösung ist',
  'a resposta é',
  'resposta:',
  'la risposta è',
  'risposta:',
  'ответ:',
  'ответ —',
  'ответ',
  'odpowiedź:',
  'het antwoord is',
  'svaret är',
  'svar:',
  'svaret er',
  'الجواب هو',
  'الجواب:',
  'الإجابة هي',
  'الإجابة:',
  'उत्तर है',
  'उत्तर:',
  'उत्तर',
  '答えは',
  '答え:',
  '答え：',
  '정답은',
  '답은',
  '답:',
  'đáp án là',
  'đáp số:',
  'cevap:',
  'jawabannya adalah',
  'jawaban:',
  'answer',
  'solutions are:',
  'solution is',
  'so we conclude that',
  "i think it's",
  'i choose',
  'solution:',
];

const STRONG = /final answer|最终答案/;

/** A place in a text where an answer is announced. */
export interface Anchor {
  /** Where the text after the phrase begins. */
  readonly end: number;
  /** Whether the phrase says "final". */
  readonly strong: boolean;
}

/** Announcements in the last part of a text, best first: strong ones, then later ones. */
export function findAnchors(text: string): Anchor[] {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return [];
  const found = new Map<number, Anchor>();
  for (const phrase of ANCHORS) {
    const at = lower.lastIndexOf(phrase);
    if (at < 0) continue;
    const end = at + phrase.length;
    if (!found.has(end)) found.set(end, { end, strong: STRONG.test(phrase) });
  }
  return [...found.values()].sort((a, b) => Number(b.strong) - Number(a.strong) || b.end - a.end);
}
