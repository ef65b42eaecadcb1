import { execSync } from 'node:child_process';
import { defineVerifier, correct, incorrect } from '@touchstone-rl/core';

export default defineVerifier({
  name: 'other-process',
  verify: ({ gold, pred }) =>
    execSync(`expr ${pred} = ${gold}`).toString().trim() === '1'
      ? correct('expr says so')
      : incorrect('expr says so'),
});
