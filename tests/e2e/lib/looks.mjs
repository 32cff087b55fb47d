// What a careful eye would find, measured.

/** Elements whose text does not fit, and that do not say so with an ellipsis. */
export function overflowing(frame) {
  return frame.evaluate(() => {
    const isCut = (element) => {
      const { overflowX, textOverflow, display } = getComputedStyle(element);
      if (display === "inline" || textOverflow === "ellipsis" || overflowX === "auto") return false;
      return element.scrollWidth > element.clientWidth + 1;
    };
    const all = [document.documentElement, ...document.querySelectorAll("body *")].filter((element) => element.checkVisibility());
    const found = all.filter(isCut).map((element) => `${element.localName}.${element.className}: ${element.textContent.slice(0, 60)}`);
    // A button whose words are broken in the middle is cut, too.
    const broken = [...document.querySelectorAll("button")].filter((button) => {
      const words = button.textContent.trim().split(/\s+/);
      const range = document.createRange();
      range.selectNodeContents(button);
      const lines = new Set([...range.getClientRects()].filter((box) => box.width > 0).map((box) => Math.round(box.top)));
      return lines.size > words.length;
    });
    return [...found, ...broken.map((button) => `broken: ${button.textContent}`)];
  });
}

/** What makes a page scroll sideways. */
export function stickingOut(page) {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const sticksOut = (element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1;
    return [...document.querySelectorAll("body *")].filter(sticksOut).map((element) => `${element.localName}.${element.className}`);
  });
}

/** Texts whose contrast is below 4.5 to 1. */
export function faint(frame) {
  return frame.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const parse = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = ([r, g, b]) => {
      const [x, y, z] = [r, g, b].map((value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const backdrop = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = parse(getComputedStyle(at).backgroundColor);
        if (colour[3] > 250) return colour;
      }
      return [255, 255, 255, 255];
    };
    const contrast = (element) => {
      const [a, b] = [parse(getComputedStyle(element).color), backdrop(element)].map(luminance);
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const texts = [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility() && hasText(element) && !element.disabled);
    return texts.filter((element) => contrast(element) < 4.5).map((element) => `${contrast(element).toFixed(2)}: ${element.textContent.slice(0, 40)}`);
  });
}
