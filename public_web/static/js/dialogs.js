/** `command` and `commandfor` on buttons, for browsers that do not know them yet; a click beside a dialog closes it. */
export function setUpDialogs() {
  document.addEventListener("click", (event) => {
    if (event.target.matches?.("dialog[open]") && isOutside(event)) event.target.close();
    if ("commandForElement" in HTMLButtonElement.prototype) return;
    const button = event.target.closest?.("button[commandfor]");
    const dialog = button && document.getElementById(button.getAttribute("commandfor"));
    if (!dialog) return;
    if (button.getAttribute("command") === "show-modal") dialog.showModal();
    else dialog.close();
  });
}

function isOutside({ target, clientX, clientY }) {
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
