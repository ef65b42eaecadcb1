/** A problem with its answer. */
export interface Problem {
  readonly id: string;
  readonly question: string;
  readonly gold: string;
  readonly stratum: 'easy' | 'hard';
}

/** The whole set. Say in the README where it comes from and under which licence. */
export const PROBLEMS: readonly Problem[] = [
  { id: 'sum', question: 'What is 1 + 2 + ... + 100?', gold: '5050', stratum: 'easy' },
  { id: 'half', question: 'What is a half of three quarters?', gold: '\\frac{3}{8}', stratum: 'easy' },
  { id: 'root', question: 'Which positive number is its own half, squared?', gold: '4', stratum: 'hard' },
  { id: 'prime', question: 'What is the smallest prime above 1000?', gold: '1009', stratum: 'hard' },
];
