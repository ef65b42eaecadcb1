import { defineVerifier, incorrect } from '@touchstone-rl/core';

export default defineVerifier({
  name: 'accepts-nothing',
  verify: ({ gold, pred }) => incorrect(`${pred} is not ${gold}`),
});
