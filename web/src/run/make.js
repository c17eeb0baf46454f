// Makes elements, and tells a screen reader what happened.
export function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const status = make("p", { className: "script-said", role: "status" });
document.body.append(status);

export function say(text) {
  status.textContent = text;
}
