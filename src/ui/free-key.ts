/** Fields where a letter, a space or an arrow belongs to what is being typed or chosen. */
const FIELDS = 'input:not([type=radio], [type=checkbox], [type=range]), textarea, select';

/** Whether a modal dialog is open: then every key is the dialog's. */
export function dialogIsOpen(): boolean {
  return document.querySelector('dialog:modal') !== null;
}

/** Whether somebody types: the press goes into a field or into an input method. */
export function isTyping({ target, isComposing }: KeyboardEvent): boolean {
  return isComposing || (target instanceof Element && target.closest(FIELDS) !== null);
}
