/**
 * The dynamic loss scale of mixed precision. Gradients are computed of the loss times `scale`, so that small ones are not
 * lost in 16 bits, and divided by it before they are used.
 */
export interface LossScale {
  scale: number;
  /** Steps taken since the scale last changed. */
  goodSteps: number;
  /** Steps that were not taken because a gradient was not finite, so far. */
  skippedSteps: number;
}

/** The constants of torch.amp.GradScaler (PyTorch's documentation of torch.amp). */
const INITIAL_SCALE = 65536;
const GROWTH_FACTOR = 2;
const BACKOFF_FACTOR = 0.5;
const GROWTH_INTERVAL = 2000;

/** The scale before the first step. */
export function createLossScale(): LossScale {
  return { scale: INITIAL_SCALE, goodSteps: 0, skippedSteps: 0 };
}

/**
 * Decides on a step from the norm of its gradients, and moves the scale: down where they are not finite, up after
 * 2,000 steps in a row that are. Without a scale, every step is taken.
 *
 * @returns whether to take the step.
 * @throws Error when gradients are not finite and no smaller scale can be the cure.
 */
export function acceptStep(norm: number, state: LossScale | undefined): boolean {
  if (!state || (!Number.isFinite(norm) && state.scale <= 1)) {
    requireFinite(norm);
    return true;
  }
  if (!Number.isFinite(norm)) {
    state.scale *= BACKOFF_FACTOR;
    state.goodSteps = 0;
    state.skippedSteps += 1;
    return false;
  }
  state.goodSteps += 1;
  if (state.goodSteps < GROWTH_INTERVAL) return true;
  state.scale *= GROWTH_FACTOR;
  state.goodSteps = 0;
  return true;
}

function requireFinite(norm: number): void {
  if (Number.isFinite(norm)) return;
  throw new Error(
    `the gradient norm is ${norm}; the step was not taken. Lower the learning rate, or check the batch`,
  );
}
