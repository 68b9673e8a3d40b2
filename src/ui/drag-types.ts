/** What is dragged within the page: a picture's or a label's id, which no other page and no file dialog gives. */
export const PICTURE_DRAG = 'application/x-picture';
export const LABEL_DRAG = 'application/x-label';
