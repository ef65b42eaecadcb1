import { expect, it } from 'vitest';
import { JobUsers } from './job-users.ts';

it('no two jobs have one id, whichever layer runs them, and an id rests before it is given again', ({
  skip,
}) => {
  const [one, other] = [new JobUsers(), new JobUsers()];
  if (!one.isRoot) skip('only root gives jobs ids of their own');
  const jobs = [one.take(), other.take(), one.take()];
  expect(new Set(jobs.map(({ id }) => id)).size).toBe(3);
  for (const job of jobs) job.release();
  const next = other.take();
  expect(jobs.map(({ id }) => id)).not.toContain(next.id);
  next.release();
});
