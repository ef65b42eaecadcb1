/** Thrown where an answer is not an expression; the message says why, and becomes part of the verdict. */
export class ParseError extends Error {}
