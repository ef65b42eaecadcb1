import { defineSeedFilter } from '@touchstone-rl/core';

export default defineSeedFilter({ name: 'chance-filter', keep: () => Math.random() < 0.5 || 'unlucky' });
