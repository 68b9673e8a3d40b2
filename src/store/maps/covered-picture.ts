/** Stands for the covered picture wherever scores are asked for; it is never among the pictures. */
export const COVERED_PICTURE = 'covered';
