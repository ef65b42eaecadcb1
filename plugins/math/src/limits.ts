/** Bounds that keep the work of one verification small by construction; no timer is needed. */
export const LIMITS = {
  /** Characters of one answer that are parsed. */
  answerChars: 4096,
  /** Characters of a completion that are searched for an answer (its end). */
  completionChars: 65_536,
  /** Tokens of one answer. */
  tokens: 4000,
  /** LaTeX commands in one answer. */
  commands: 1000,
  /** Nesting of groups, powers and functions. */
  depth: 64,
  /** Nodes of one tree. */
  nodes: 2000,
  /** Digits of one written number. */
  digits: 256,
  /** Bits of an exact integer. */
  bits: 20_000,
  /** Terms of an expanded sum or product. */
  terms: 2500,
  /** Evaluation steps of one verification, all points together. */
  steps: 80_000,
  /** Elements of a set or list that is matched. */
  elements: 400,
  /** Entries of a matrix. */
  entries: 144,
} as const;

/** Thrown when an input is larger than a bound of {@link LIMITS}. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
}

/** Thrown when an input cannot be read as mathematics. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault';
}

/** Counts evaluation steps and ends the work when there were too many. */
export class Budget {
  private left: number;

  constructor(steps: number = LIMITS.steps) {
    this.left = steps;
  }

  /** Takes `steps` from the budget. */
  spend(steps = 1): void {
    this.left -= steps;
    if (this.left < 0) throw new LimitError('the comparison needs more work than is allowed');
  }
}
