/** What an effect does, beside its chip: on pointing at it and on reaching it by keyboard; tapping needs no script. */
export function setUpTips() {
  const chipOf = (event) => event.target.closest?.(".condition");
  const tipOf = (chip) => document.getElementById(chip.getAttribute("popovertarget"));
  const show = (chip) => { if (!tipOf(chip)?.matches(":popover-open")) tipOf(chip)?.showPopover({ source: chip }); };
  const hide = (chip) => { if (tipOf(chip)?.matches(":popover-open")) tipOf(chip).hidePopover(); };

  document.addEventListener("pointerover", (event) => { if (chipOf(event) && event.pointerType === "mouse") show(chipOf(event)); });
  document.addEventListener("pointerout", (event) => { if (chipOf(event) && event.pointerType === "mouse") hide(chipOf(event)); });
  document.addEventListener("focusin", (event) => { if (event.target.matches(".condition:focus-visible")) show(chipOf(event)); });
  document.addEventListener("focusout", (event) => { if (chipOf(event)) hide(chipOf(event)); });
}
