/** Opens a dialog; when it is taken away without being closed, the focus goes back to where it was before. */
export function modal(dialog: HTMLDialogElement): () => void {
  const opener = document.activeElement;
  dialog.showModal();
  return () => {
    // Closed, it has given the focus back itself, or somebody moved it on purpose.
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost && opener instanceof HTMLElement) opener.focus();
  };
}
