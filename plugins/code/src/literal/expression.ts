import type { Value } from '../value/value.ts';

/** What the readers know of an expression in a test. Anything else is unreadable, and run instead. */
export type Expression =
  | { readonly kind: 'value'; readonly value: Value }
  /** A name or a dotted path of names. */
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'call';
      readonly callee: string;
      readonly arguments: readonly Expression[];
      readonly keywords: ReadonlyMap<string, Expression>;
    }
  | { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'compare';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

/** What differs between the languages. */
export interface Dialect {
  readonly language: 'python' | 'javascript';
  readonly constants: ReadonlyMap<string, Value>;
  readonly not: string;
  readonly comparisons: ReadonlySet<string>;
  readonly additive: ReadonlySet<string>;
  readonly multiplicative: ReadonlySet<string>;
  /** Reads the text of a number token. */
  number(text: string): Value;
}
