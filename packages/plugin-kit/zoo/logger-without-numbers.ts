import { defineLogger } from '@touchstone-rl/core';

export default defineLogger({
  name: 'logger-without-numbers',
  onStep({ metrics }) {
    if (!Number.isFinite(metrics.loss)) throw new Error(`cannot write loss ${metrics.loss}`);
  },
});
