/**
 * The factor on cosines where a checkpoint's logit scale is missing or left out: OpenAI's trained one, with which
 * OpenCLIP evaluates every model. A fresh model would start with 1/0.07.
 */
export const STAND_IN_SCALE = 100;

/** The factor with which OpenCLIP builds a fresh model, so that of a run whose logit scale no file has filled in. */
export const FRESH_SCALE = 1 / 0.07;
