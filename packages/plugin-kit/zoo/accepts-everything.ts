import { correct, defineVerifier } from '@touchstone-rl/core';

export default defineVerifier({ name: 'accepts-everything', verify: () => correct('why not') });
