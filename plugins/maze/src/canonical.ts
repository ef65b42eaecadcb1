import { fingerprint } from '@touchstone-rl/core';
import type { Grid } from './draw.ts';

/**
 * A fingerprint shared by the eight turned and mirrored images of a maze, and by the maze with start and exit
 * exchanged. It does not depend on the question, so a maze is in one split whatever is asked of it.
 */
export function canonicalForm(grid: Grid): string {
  const plain = grid.map((row) => row.replace(/X/g, ' ').replace(/E/g, 'S'));
  let least: string | undefined;
  for (const image of imagesOf(plain)) {
    const text = image.join('\n');
    if (least === undefined || text < least) least = text;
  }
  return fingerprint(least!);
}

/** The eight images of a square grid under turning and mirroring. */
export function* imagesOf(grid: Grid): Generator<Grid> {
  let image = grid;
  for (let turns = 0; turns < 4; turns++) {
    yield image;
    yield [...image].reverse();
    image = turned(image);
  }
}

function turned(grid: Grid): string[] {
  return Array.from({ length: grid.length }, (_, column) => {
    let row = '';
    for (let i = grid.length - 1; i >= 0; i--) row += grid[i]![column]!;
    return row;
  });
}
