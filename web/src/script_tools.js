// Gives the scripts of a page the buttons that edit and run them, if the page says where Python is and the site was not
// opened from a disk. All that they need is fetched on the first click.
const here = document.currentScript.src;
if (document.documentElement.dataset.run && location.protocol.startsWith("http")) {
  const missing = () => alert$.next("Without a network, the editor cannot be fetched");
  const editor = (use) => import(new URL("run/editor.js", here)).then(use, missing);
  const button = (text, use) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: text });
    made.addEventListener("click", () => editor(use));
    return made;
  };
  for (const script of document.querySelectorAll("book-script")) {
    // Also in the bar of an output behind which the script is folded.
    const bars = [...script.querySelectorAll(":not(.result) > .highlight > .filename")];
    if (script.querySelector("details.script")) bars.push(script.querySelector(".result .filename"));
    for (const bar of bars) {
      const tools = document.createElement("span");
      tools.className = "script-tools";
      tools.append(button("Run", ({ run }) => run(script)), button("Edit", ({ edit }) => edit(script)));
      bar.append(tools);
    }
  }
  for (const place of document.querySelectorAll("p.edit")) {
    const { script, text } = place.dataset;
    const opened = document.querySelector(`book-script[data-script="${script}"]`);
    place.append(button(`Open ${script.split("/")[1]} at ${text}`, ({ edit }) => edit(opened, text)));
  }
  const openLink = () => location.hash.startsWith("#edit=") && editor((one) => one.openLink());
  addEventListener("hashchange", openLink);
  openLink();
}
