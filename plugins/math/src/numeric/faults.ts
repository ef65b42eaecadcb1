/** Thrown when a tree is not a rational function of its variables. */
export class NotRational extends Error {}

/** Thrown at a pole. */
export class Pole extends Error {}

/** The one instance that is thrown: a stack trace for each would cost more than the evaluation. */
export const NOT_RATIONAL: NotRational = new NotRational();

/** The one pole that is thrown. */
export const POLE: Pole = new Pole();
