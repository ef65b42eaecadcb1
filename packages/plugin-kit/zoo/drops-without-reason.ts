import { defineSeedFilter } from '@touchstone-rl/core';

export default defineSeedFilter({
  name: 'drops-without-reason',
  keep: ({ prompt }) => prompt[0]!.content.length < 20 || '',
});
