/** A multiple-choice gold such as `B`, `(B)`, `\text{E}` or `C Cecile`. */
export function choiceLetter(gold: string): string | undefined {
  const bare = gold.replace(/\\(?:textbf|text|mathrm|mathbf|boxed)\s*|[{}$]/g, '').trim();
  return (
    /^\(?([A-J])\)?(?:[.:)](?=\s|$|\\)|$|[.:)]?\s+[A-Za-z]{3,}.*$)/.exec(bare)?.[1] ??
    /^\(([A-J])\)(?=[\s\\])/.exec(bare)?.[1]
  );
}

/** Whether a gold is nothing but a choice letter. */
export function isBareChoice(gold: string): boolean {
  const bare = gold.replace(/\\(?:textbf|text|mathrm|mathbf|boxed)\s*|[{}$\s]/g, '');
  return /^\(?[A-J]\)?[.:]?$/.test(bare);
}

/** The choice letter a text begins with. */
export function leadingChoice(text: string): string | undefined {
  return /^\s*\(?([A-J])\)?(?![A-Za-z0-9'’])/.exec(text)?.[1];
}

/** The only choice letter that the last sentence names; an article "A" before a word is none. */
export function lastChoice(text: string): string | undefined {
  const line =
    text
      .slice(-400)
      .trimEnd()
      .split(/\n|(?<=[.!?。])\s+(?=[A-Z])/)
      .at(-1) ?? '';
  const found = namedChoices(line.replace(/(?<![(*])\bA(?= [a-z])/g, ' '));
  return found.length === 1 ? found[0] : undefined;
}

const NAMED = /(?:^|[^A-Za-z\\])\(?([A-J])\)?(?=$|[^A-Za-z'’])/g;

/** The choice letters that a short answer names, without repetition. */
export function namedChoices(answer: string): string[] {
  const bare = answer.slice(0, 400).replace(/\\(?:textbf|text|mathrm|mathbf|boxed)\s*|[{}$*]/g, ' ');
  const found: string[] = [];
  for (const match of bare.matchAll(NAMED)) if (match[1] && !found.includes(match[1])) found.push(match[1]);
  return found;
}

const LABELLED =
  /^(?:\\(?:text|textbf|mathrm|mathbf)\s*\{\s*(?:\(\s*[A-J]\s*\)|[A-J][.:)]?)\s*\}|\([A-J]\)|[A-J][.:)](?=[\s\\]))(?:\s|\\[ ,;:!]|\\q?quad(?![a-z])|~)*(?=\S)(?![.:)])/;

/** What stands behind the letter of a choice: `1/2` in `(E) 1/2`. */
export function choiceContent(text: string): string | undefined {
  const label = LABELLED.exec(text);
  const content = label ? text.slice(label[0].length) : '';
  return /[\dA-Za-z]/.test(content) && !/^[\^_+\-*/=<>,;)]/.test(content) ? content : undefined;
}
