/** Raised whenever decoding or resizing changes its numbers, so that no older embedding is taken for a new one. */
export const PIPELINE_VERSION = 2;
