import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JobQueue } from './queue.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the queue of jobs', () => {
  it('never runs more at once than it has slots, nor anything beside a job that runs alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.record({ alone: fc.boolean(), turns: fc.nat(3) }), { maxLength: 20 }),
        async (slots, jobs) => {
          const queue = new JobQueue(slots, 100);
          const running = new Set<number>();
          const done: number[] = [];
          await Promise.all(
            jobs.map(({ alone, turns }, i) =>
              queue[alone ? 'runAlone' : 'run'](async () => {
                running.add(i);
                for (let t = 0; t <= turns; t++) {
                  expect(running.size).toBeLessThanOrEqual(alone ? 1 : slots);
                  await turn();
                }
                running.delete(i);
                done.push(i);
              }),
            ),
          );
          expect(done).toHaveLength(jobs.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('goes on after a job that fails, and is full when as many wait as may', async () => {
    const queue = new JobQueue(1, 1);
    const failed = queue.run(() => Promise.reject(new Error('no')));
    const waits = queue.run(async () => 'ran');
    expect(queue.isFull).toBe(true);
    await expect(failed).rejects.toThrow('no');
    expect(await waits).toBe('ran');
    expect(queue.isFull).toBe(false);
  });
});
