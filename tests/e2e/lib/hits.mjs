// Whether a person could click what the page offers.

/** How many visible controls were tested, and which of them something else lies over. */
export function coveredControls(page, within = "body") {
  return page.evaluate((within) => {
    const controls = "button, a[href], input, textarea, select, [role=button], [role=menuitem], [role=tab]";
    const isVisible = (element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && getComputedStyle(element).pointerEvents !== "none";
    // Scrolled out of sight within a pane, or under a dialog's backdrop: not covered by anybody's panel.
    const isOnScreen = (box) => box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
    const clippedCentre = (element) => {
      let { left, top, right, bottom } = element.getBoundingClientRect();
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        if (getComputedStyle(parent).overflow === "visible") continue;
        const box = parent.getBoundingClientRect();
        [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
      }
      return right - left > 2 && bottom - top > 2 ? [(left + right) / 2, (top + bottom) / 2] : null;
    };
    const isHit = (element, hit) => hit && (element.contains(hit) || hit.contains(element) || [...(element.labels ?? [])].some((label) => label.contains(hit)));
    let tested = 0;
    const covered = [];
    for (const element of document.querySelector(within).querySelectorAll(controls)) {
      if (!isVisible(element) || !isOnScreen(element.getBoundingClientRect())) continue;
      const centre = clippedCentre(element);
      if (!centre) continue;
      tested += 1;
      const hit = document.elementFromPoint(...centre);
      if (!isHit(element, hit)) covered.push(`${element.outerHTML.slice(0, 120)} under ${hit?.outerHTML.slice(0, 80)}`);
    }
    return { tested, covered };
  }, within);
}
