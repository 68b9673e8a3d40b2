/**
 * Raised whenever the same checkpoint and graph give other bytes of weights than before, such as by another way of rounding to 8 bits:
 * browsers keep prepared weights, and take those of another version for nothing. A graph that is written otherwise, or that
 * wants its weights in another form, is told apart without it.
 */
export const PREPARATION_VERSION = 1;
