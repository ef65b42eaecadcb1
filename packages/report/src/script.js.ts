/** The page's script: a filter over the rollouts. Without it every rollout is shown. */
export const SCRIPT = `
'use strict';
const form = document.getElementById('filter');
if (form) {
  const groups = [...document.querySelectorAll('.cards')];
  const apply = () => {
    const { verdict, phase } = Object.fromEntries(new FormData(form));
    let shown = 0;
    for (const group of groups) {
      let own = 0;
      for (const card of group.querySelectorAll('.card')) {
        const fits = !verdict || card.dataset.verdict.split(' ').includes(verdict);
        card.hidden = !fits;
        if (fits) own += 1;
      }
      group.hidden = own === 0 || (phase !== '' && group.dataset.phase !== phase);
      if (!group.hidden) shown += own;
    }
    document.getElementById('nothing').hidden = shown > 0;
  };
  form.hidden = false;
  form.addEventListener('change', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  const button = document.getElementById('unfold');
  button.addEventListener('click', () => {
    const open = button.textContent === 'Open all';
    for (const card of document.querySelectorAll('.card')) card.open = open;
    button.textContent = open ? 'Close all' : 'Open all';
  });
  apply();
}
`;
