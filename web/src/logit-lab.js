// <logit-lab>, the playground: readers change logits and a temperature, and see softmax. Its numbers equal logitbook's.
(() => {
  const FEWEST = 2;
  const MOST = 6;
  const COLDEST = 0.01;
  const number = (text) => (text.trim() === "" ? NaN : Number(text));

  // Return all numbers that the playground shows; `y` is the true class. The largest term is left out of the sum and
  // added as the 1 of log1p, so that results close to 0 keep their digits.
  function compute({ logits, temperature, y }) {
    const top = logits.indexOf(Math.max(...logits));
    const below = logits.map((z) => (z - logits[top]) / temperature);
    const powers = below.map(Math.exp);
    const others = powers.reduce((sum, power, i) => (i === top ? sum : sum + power), 0);
    const spread = Math.log1p(others);
    const probabilities = powers.map((power) => power / (1 + others));
    const gap = logits[top] - Math.max(...logits.filter((_, i) => i !== top));
    return {
      top,
      gap,
      probabilities,
      odds: Math.exp(gap / temperature),
      logsumexp: logits[top] / temperature + spread,
      entropy: probabilities.reduce((sum, p, i) => (p > 0 ? sum - p * below[i] : sum), spread),
      crossEntropy: spread - below[y],
    };
  }

  // Return a number with four decimals, or with enough of them to differ from 1.
  function show(x) {
    if (!Number.isFinite(x)) return x > 0 ? "∞" : "–";
    if (x !== 0 && (Math.abs(x) < 1e-4 || Math.abs(x) >= 1e7)) {
      const [digits, exponent] = x.toExponential(3).split("e");
      const raised = [...exponent.replace("+", "")].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c])).join("");
      return `${digits} × 10${raised}`;
    }
    if (x > 0.9999 && x < 1) return x.toFixed(Math.min(15, 1 - Math.floor(Math.log10(1 - x))));
    return Math.abs(x) < 1000 ? x.toFixed(4) : Math.round(x).toLocaleString("en");
  }

  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in element && !name.startsWith("aria")) element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  customElements.define(
    "logit-lab",
    class extends HTMLElement {
      connectedCallback() {
        this.presets = JSON.parse(this.dataset.presets);
        this.querySelector(".lab-tables").remove();
        this.equip();
        const { state, wrong } = this.read();
        this.state = state ?? this.plain(this.presets[0]);
        if (!wrong) return;
        const told = `The address holds no state that can be shown: ${wrong}. Here is the first example instead.`;
        this.prepend(make("p", { className: "lab-wrong", role: "alert", textContent: told }));
      }

      // An object { classes, logits, temperature, y }; setting it redraws everything.
      get state() {
        return this.current;
      }

      set state(state) {
        this.current = structuredClone(state);
        this.draw();
      }

      plain({ classes, logits }) {
        return { classes, logits, temperature: 1, y: 0 };
      }

      get results() {
        return compute(this.current);
      }

      // Return the state in the address, ?lab=cat:1.004,dog:0.709&T=1&true=0, or what is wrong with it, or neither.
      read() {
        const query = new URLSearchParams(location.search);
        if (!query.has("lab")) return {};
        const pairs = query.get("lab").split(",").map((pair) => pair.split(":"));
        const logits = pairs.map(([, z]) => number(z ?? ""));
        const temperature = number(query.get("T") ?? "1");
        const y = number(query.get("true") ?? "0");
        const bad = logits.findIndex((z) => !Number.isFinite(z));
        if (bad >= 0) return { wrong: `class ${bad + 1} has no number as its logit` };
        if (logits.length < FEWEST || logits.length > MOST) return { wrong: `it needs ${FEWEST} to ${MOST} classes` };
        if (!(temperature >= COLDEST && temperature < Infinity)) return { wrong: `T must be a number from ${COLDEST}` };
        if (!(y in logits)) return { wrong: `true must be a whole number from 0 to ${logits.length - 1}` };
        return { state: { classes: pairs.map(([name]) => name), logits, temperature, y } };
      }

      write(hash = location.hash) {
        const { classes, logits, temperature, y } = this.current;
        const query = new URLSearchParams(location.search);
        query.set("lab", classes.map((name, i) => `${name.replace(/[:,]/g, " ")}:${logits[i]}`).join(","));
        for (const [key, value, usual] of [["T", temperature, 1], ["true", y, 0]]) {
          if (this.more.open || value !== usual) query.set(key, value);
          else query.delete(key);
        }
        history.replaceState(null, "", `?${query}${hash}`);
      }

      // Copying fails on an insecure address, or if the reader forbids it.
      async copy() {
        this.write(`#${this.id}`);
        try {
          await navigator.clipboard.writeText(location.href);
          this.say("Link copied.");
        } catch {
          this.say("The link is now in the address bar: copy it there.");
        }
      }

      say(text) {
        this.note.textContent = text;
      }

      change(edit) {
        edit(this.current);
        this.querySelector(".lab-wrong")?.remove();
        this.say("");
        this.update();
        this.write();
      }

      // Give the parts that the page brought what they do.
      equip() {
        for (const place of this.querySelectorAll(".lab-button")) {
          place.replaceWith(make("button", { type: "button", className: place.className, textContent: place.textContent }));
        }
        const part = (name) => this.querySelector(`.lab-${name}`);
        this.note = part("note");
        this.status = part("status");
        this.more = part("more");
        this.add = part("add");
        this.facts = [...this.querySelectorAll(".lab-facts dt + dd")];
        this.buttons = [...this.querySelectorAll(".lab-presets > :not(.lab-add)")];
        this.buttons.forEach((button, i) => button.addEventListener("click", () => {
          this.state = this.plain(this.presets[i]);
          this.write();
        }));
        this.add.addEventListener("click", () => this.resize((state) => {
          state.classes.push(`class ${state.classes.length + 1}`);
          state.logits.push(0);
        }));
        this.shifter(part("shift"));
        this.temperature(part("heat"));
        if (["T", "true"].some((key) => new URLSearchParams(location.search).has(key))) this.more.open = true;
        this.more.addEventListener("toggle", () => this.tell());
        part("copy").addEventListener("click", () => this.copy());
      }

      draw() {
        this.rows = this.current.classes.map((_, i) => this.row(i));
        this.querySelector(".lab-rows").replaceChildren(...this.rows.map((row) => row.element));
        this.add.disabled = this.rows.length >= MOST;
        this.shift(0);
        this.update();
        this.tell();
      }

      resize(edit) {
        const state = structuredClone(this.current);
        edit(state);
        state.y = Math.min(state.y, state.logits.length - 1);
        this.state = state;
        this.write();
        this.add.focus();
      }

      row(i) {
        const { classes, logits, y } = this.current;
        const named = (what) => ({ "aria-label": `${what} class ${i + 1}` });
        const radio = make("input", { type: "radio", name: "lab-true", checked: i === y, ...named("True class:") });
        const label = make("input", { className: "lab-name", value: classes[i], maxLength: 16, ...named("Name of") });
        const set = (z) => this.change((state) => { state.logits[i] = z; });
        const [typed, slider] = this.pair(`Logit of class ${i + 1}`, { min: -20, max: 20, step: 0.1 }, set);
        const p = make("output", { className: "lab-p" });
        const drop = make("button", { type: "button", className: "lab-drop", textContent: "×", ...named("Remove") });
        const bar = make("span", { className: "lab-bar" });
        drop.disabled = logits.length <= FEWEST;
        radio.addEventListener("change", () => this.change((state) => { state.y = i; }));
        radio.addEventListener("change", () => this.tell());
        label.addEventListener("input", () => this.change((state) => { state.classes[i] = label.value; }));
        drop.addEventListener("click", () => this.resize((state) => {
          state.classes.splice(i, 1);
          state.logits.splice(i, 1);
        }));
        const mark = make("label", { className: "lab-true", title: "The true class" }, radio);
        const track = make("span", { className: "lab-track" }, bar);
        const element = make("div", { className: "lab-row" }, mark, label, typed, slider, p, drop, track);
        return { element, typed, slider, bar, p };
      }

      // Return a text field and a slider for the same number; `from` converts the slider's value.
      pair(name, limits, set, from = (x) => x) {
        const typed = make("input", { type: "number", step: "any", "aria-label": name });
        const slider = this.slider(`${name}, slider`, limits);
        typed.addEventListener("input", () => {
          const x = number(typed.value);
          if (Number.isFinite(x)) set(x);
        });
        typed.addEventListener("change", () => this.tell());
        slider.addEventListener("input", () => set(from(slider.valueAsNumber)));
        return [typed, slider];
      }

      // An arrow key moves it by one step, and "page up" by ten: browsers would take a tenth of its length.
      slider(name, limits) {
        const slider = make("input", { type: "range", ...limits, "aria-label": name });
        slider.addEventListener("change", () => this.tell());
        slider.addEventListener("keydown", (event) => {
          const steps = { PageUp: 10, PageDown: -10 }[event.key];
          if (!steps) return;
          event.preventDefault();
          slider.stepUp(steps);
          for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind));
        });
        return slider;
      }

      // The slider is logarithmic.
      temperature(place) {
        const set = (t) => {
          if (t >= COLDEST) this.change((state) => { state.temperature = t; });
        };
        const from = (exponent) => Number((10 ** exponent).toPrecision(3));
        const [typed, slider] = this.pair("Temperature", { min: -1, max: 1, step: 0.01 }, set, from);
        this.heat = { typed, slider };
        place.append(typed, slider);
      }

      shifter(place) {
        const by = make("output");
        const slider = this.slider("Shift all logits", { min: -10, max: 10, step: 0.5 });
        this.shift = (to) => {
          const step = to - this.shifted;
          this.shifted = slider.value = to;
          by.textContent = `${to < 0 ? "−" : "+"}${Math.abs(to)}`;
          return step;
        };
        slider.addEventListener("input", () => this.change((state) => {
          const step = this.shift(slider.valueAsNumber);
          state.logits = state.logits.map((z) => Number((z + step).toPrecision(15)));
        }));
        place.append(by, slider);
      }

      update() {
        const { logits, temperature } = this.current;
        const found = this.results;
        const put = (input, value) => {
          if (input.type === "range" || input !== document.activeElement) input.value = value; // not while the reader types into it
        };
        this.rows.forEach(({ element, typed, slider, bar, p }, i) => {
          put(typed, logits[i]);
          put(slider, logits[i]);
          p.textContent = show(found.probabilities[i]);
          bar.style.setProperty("--p", found.probabilities[i]);
          element.classList.toggle("lab-top", i === found.top);
        });
        put(this.heat.typed, temperature);
        put(this.heat.slider, Math.log10(temperature));
        const values = [found.gap, found.odds, found.logsumexp, found.entropy, found.crossEntropy].map(show);
        values[1] += " : 1";
        this.facts.forEach((fact, i) => { fact.textContent = values[i]; });
        this.buttons.forEach((button, i) => {
          button.setAttribute("aria-pressed", String(String(this.presets[i].logits) === String(logits) && temperature === 1));
        });
      }

      // Updates the text for screen readers at the end of a change, not at every step of a slider.
      tell() {
        const { classes } = this.current;
        const { probabilities, crossEntropy, entropy } = this.results;
        const parts = classes.map((name, i) => `${name} ${show(probabilities[i])}`);
        const more = this.more.open ? ` Entropy ${show(entropy)}, cross-entropy ${show(crossEntropy)}.` : "";
        this.status.textContent = `Probabilities: ${parts.join(", ")}.${more}`;
      }
    },
  );
})();
