import { defineReward, type Rollout } from '@touchstone-rl/core';

export default defineReward({
  name: 'changes-rollout',
  range: [0, 1],
  score(rollout) {
    (rollout as { -readonly [Key in keyof Rollout]: Rollout[Key] }).text = rollout.text.trim();
    return 1;
  },
});
