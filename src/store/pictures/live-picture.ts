import type { Picture } from '../types.ts';

/** Stands for the camera's frame wherever scores are asked for; it is never among the pictures. */
export const LIVE_PICTURE: Picture = {
  id: 'live',
  name: 'live',
  blob: null,
  url: '',
  known: [],
  sample: null,
};
