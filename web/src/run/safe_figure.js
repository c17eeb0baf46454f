// Makes the figure that an edited script drew from the worker's HTML. Only shapes with their geometry and style are
// taken over, as render/figures.py does: a script could forge what its worker sends.
import { make } from "./make.js";

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = new Set("circle clipPath defs ellipse g line path polygon polyline rect svg text tspan use".split(" "));
const GEOMETRY = new Set("clip-path cx cy d height id points r rx ry transform viewBox width x x1 x2 y y1 y2".split(" "));
const STYLES = new Set(`clip-path clip-rule fill fill-opacity fill-rule font-size font-style font-weight max-width opacity
  text-anchor stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
  stroke-width`.split(/\s+/));
const OUTSIDE = /url\(\s*["']?(?!#)/i; // an address that is not within the figure

// Return a figure like the page's, with the same caption and text alternative, or undefined if there is no drawing.
export function safeFigure(html, original) {
  const drawing = new DOMParser().parseFromString(html, "text/html").querySelector("svg");
  if (!drawing || !original) return undefined;
  const figure = original.cloneNode(true);
  const old = figure.querySelector("svg");
  const svg = copy(drawing);
  for (const name of ["role", "aria-label"]) svg.setAttribute(name, old.getAttribute(name));
  old.replaceWith(svg);
  const note = make("span", { className: "script-note" }, "Drawn by the edited script.");
  figure.querySelector("figcaption").append(" ", note);
  return figure;
}

// Return what Python needs to draw a figure of the page again.
export function describeFigure(figure, name) {
  const alt = figure.querySelector("svg").getAttribute("aria-label");
  return { alt, caption: figure.querySelector("figcaption").textContent, prefix: name.replace("/", "-") };
}

function copy(element) {
  const made = document.createElementNS(SVG, element.localName);
  for (const { name, value } of element.attributes) {
    const inside = name === "href" ? value.startsWith("#") : GEOMETRY.has(name);
    if (inside && !OUTSIDE.test(value)) made.setAttribute(name, value);
  }
  for (const name of element.style) {
    const value = element.style.getPropertyValue(name);
    if (STYLES.has(name) && !OUTSIDE.test(value)) made.style.setProperty(name, value);
  }
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) made.append(child.data);
    else if (SHAPES.has(child.localName)) made.append(copy(child));
  }
  return made;
}
