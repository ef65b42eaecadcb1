// Stands for a plugin that was published for plugin API 1 and is not built again: its only tie to the core is the
// data below. Never change it; a core that cannot run it needs another API version and a word in the changelog.
const definition = {
  touchstone: 'plugin',
  api: 1,
  kind: 'reward',
  name: 'published-reward',
  version: undefined,
  optionsSchema: undefined,
  setup({ hooks, declareTerm }) {
    declareTerm({ name: 'published-reward', range: [-1, 0] });
    hooks.computeReward.tap({ name: 'published-reward', stage: 1 }, async ({ seed, rollouts }) =>
      rollouts.map(({ verdict, lengthTokens, finishReason }) => {
        if (!verdict) return { failed: `no verdict for ${seed.id}` };
        if (verdict.verdict === 'unverifiable') return { abstained: verdict.reason };
        return { score: -Math.min(1, lengthTokens / 4096), detail: { finishReason } };
      }),
    );
  },
};

export default Object.assign((options) => ({ touchstone: 'configured', definition, options }), {
  definition,
});
