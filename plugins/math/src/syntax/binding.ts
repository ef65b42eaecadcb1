/** Binding strengths, weakest first. */
export const BINDING = {
  relation: 10,
  ratio: 15,
  region: 20,
  sum: 30,
  modulo: 33,
  negation: 35,
  product: 40,
  juxtaposition: 45,
  power: 60,
  postfix: 70,
} as const;
